"""What was graded, and which hints were shown: ``.dojo/progress.jsonl``, one JSON record a line.

The file is only ever appended to. A line that cannot be read (torn by a crash, or written by a later
version) is skipped. Nothing of it decides a verdict.
"""

import errno
import fcntl
import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dojo.catalog import Kata
from dojo.grading import START_METHODS
from dojo.text import visible
from dojo.verdict import KataResult, Verdict

FOLDER = ".dojo"  # in the repository's root: all that belongs to this learner alone
_FILE = "progress.jsonl"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a kata's two files hold, as SHA-256 of their bytes; empty where one cannot be read."""

    answer: str
    tests: str


@dataclass(frozen=True, slots=True)
class Graded:
    """One grading of one kata. ``verdict`` is a Verdict's text, or a later version's."""

    time: datetime
    kata: str
    contents: Contents
    verdict: str
    misconception: str | None
    message: str
    methods: tuple[str, ...]

    @property
    def solves(self) -> bool:
        """Whether it shows that this content is solved, which takes every start method."""
        return self.verdict == Verdict.SOLVED and {*START_METHODS} <= {*self.methods}


@dataclass(frozen=True, slots=True)
class Hint:
    """A step of the hints that was shown, counted from 1; the last one tells how many are known."""

    time: datetime
    kata: str
    step: int


@dataclass(frozen=True, slots=True)
class History:
    """All that the log holds, in the order in which it happened."""

    graded: tuple[Graded, ...]
    hints: tuple[Hint, ...]

    def hints_shown(self, kata: Kata) -> int:
        """How many of this kata's hints were shown."""
        return next((hint.step for hint in reversed(self.hints) if hint.kata == kata.name), 0)

    def misconceptions(self, kata: Kata) -> tuple[str, ...]:
        """Those that gradings of this kata named, each once, in that order."""
        named = [g.misconception for g in self.graded if g.kata == kata.name and g.misconception]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands with one kata.

    ``solved`` is true only while the present answer and tests are the ones that were graded so.
    ``solved_at`` is when an answer was solved for the first time, and ``tries`` how many different
    contents were graded until then. ``last`` is the last grading of the present answer by the present
    tests. ``changed_since``: the answer is not what was graded last.
    """

    solved: bool
    solved_at: datetime | None
    tries: int
    last: Graded | None
    changed_since: bool


def contents(kata: Kata) -> Contents:
    """What the files of this kata hold now."""
    return Contents(_digest(kata.stub), _digest(kata.tests))


def record(
    root: Path,
    kata: Kata,
    result: KataResult,
    methods: Sequence[str],
    *,
    before: Contents | None = None,
) -> None:
    """Note a grading of the repository's own answer.

    ``methods`` are the start methods under which it was to be graded.
    ``before`` is what was there when it began: a grading during which a file changed, or of a file
    that is not there, says nothing about any content and is not noted.
    """
    now = contents(kata)
    if now.answer and before in (None, now):
        _append(
            root,
            "graded",
            kata,
            answer=now.answer,
            tests=now.tests,
            verdict=result.verdict,
            misconception=result.misconception,
            message=result.message,
            methods=[*methods],
        )


def record_hint(root: Path, kata: Kata, step: int) -> None:
    """Note that this step was shown, and none beyond it."""
    _append(root, "hint", kata, step=step)


def history(root: Path) -> History:
    """Read the log; an empty history where there is none yet."""
    try:
        lines = (root / FOLDER / _FILE).read_bytes().split(b"\n")
    except (FileNotFoundError, NotADirectoryError):
        lines = []
    told = [_read(line) for line in lines]
    return History(
        tuple(one for one in told if isinstance(one, Graded)),
        tuple(one for one in told if isinstance(one, Hint)),
    )


def standing(kata: Kata, past: History) -> Standing:
    """How the learner stands with this kata, by what was graded and what its files hold now."""
    now = contents(kata)
    graded = [one for one in past.graded if one.kata == kata.name]
    told = [one for one in graded if one.verdict != Verdict.COULD_NOT_TELL]
    first = next((number for number, one in enumerate(told) if one.solves), None)
    until_solved = told if first is None else told[: first + 1]
    of_now = [one for one in told if one.contents == now]
    # A later grading under some start methods only can take "solved" back, and cannot give it.
    decides = (one for one in reversed(of_now) if one.solves or one.verdict != Verdict.SOLVED)
    decided = next(decides, None)
    return Standing(
        solved=decided is not None and decided.solves,
        solved_at=None if first is None else told[first].time,
        tries=len({one.contents.answer for one in until_solved}),
        last=next((one for one in reversed(graded) if one.contents == now), None),
        changed_since=bool(graded) and graded[-1].contents.answer != now.answer,
    )


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _append(root: Path, kind: str, kata: Kata, **fields: Any) -> None:
    """Add a record. Where that cannot be, say so in a line: no command fails for want of a note."""
    time = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps({"kind": kind, "time": time, "kata": kata.name, **fields}).encode() + b"\n"
    path = root / FOLDER / _FILE
    try:
        path.parent.mkdir(exist_ok=True)
        _write(path, line)
    except OSError as error:
        told = f"{error.strerror}: {error.filename or path}"
        print(f"This could not be noted for make progress. {told}", file=sys.stderr)


def _write(path: Path, line: bytes) -> None:
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(
            file, fcntl.LOCK_EX
        )  # until it is closed: nobody else is halfway through a line
        size = os.fstat(file).st_size
        torn = size and os.pread(file, 1, size - 1) != b"\n"
        text = b"\n" + line if torn else line
        if os.write(file, text) < len(text):
            os.ftruncate(file, size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(file)


def _read(line: bytes) -> Graded | Hint | None:
    try:
        found = json.loads(line)
        time, kata = datetime.fromisoformat(found["time"]), str(found["kata"])
        match found["kind"]:
            case "graded":
                return _graded(time, kata, found)
            case "hint":
                return Hint(time, kata, int(found["step"]))
    except (ValueError, KeyError, TypeError):
        pass  # not a record of ours, or not all of one
    return None


def _graded(time: datetime, kata: str, found: Mapping[str, Any]) -> Graded:
    misconception = found["misconception"]
    return Graded(
        time,
        kata,
        Contents(str(found["answer"]), str(found["tests"])),
        visible(str(found["verdict"])),
        None if misconception is None else visible(str(misconception)),
        visible(str(found["message"])),
        tuple(map(str, found["methods"])),
    )
