"""The verdicts, and how a test gives one.

A kata's test looks at an Observation and, when it is not content, calls ``fail`` with what was
done, seen and expected, and one thing to look at. Everything that learners read passes through here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NoReturn, assert_never

from dojo.arena.observation import Leftovers, Observation, exit_text
from dojo.text import visible

_LONGEST_LINE, _MOST_LINES = 2000, 200  # of a message; both are for what an answer made too long


class Verdict(StrEnum):
    """All there can be. Silence is never ``SOLVED``."""

    SOLVED = "solved"
    NOT_YET = "not yet"
    STUCK = "stuck"
    CRASHED = "crashed"
    LEFT = "left something behind"
    TOO_MUCH = "too much"
    COULD_NOT_TELL = "could not tell"


class Unsolved(AssertionError):
    """A test is not content. ``misconception`` is a file's name in selftest/wrong, or None."""

    def __init__(self, verdict: Verdict, message: str, misconception: str | None = None) -> None:
        """Keep the three things that a report shows."""
        message = _of_bearable_length(visible(message))  # an answer's words and values are in it
        super().__init__(message)
        self.verdict, self.message, self.misconception = verdict, message, misconception


def _of_bearable_length(message: str) -> str:
    """Long lines cut in the middle, and no more lines than anybody reads."""
    lines = message.split("\n", _MOST_LINES)
    half = _LONGEST_LINE // 2
    cut = [ln if len(ln) <= _LONGEST_LINE else f"{ln[:half]} … {ln[-half:]}" for ln in lines]
    return "\n".join([*cut[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])])


def fail(
    did: str,
    saw: str,
    expected: str,
    look: str,
    *,
    misconception: str | None = None,
    verdict: Verdict = Verdict.NOT_YET,
) -> NoReturn:
    """Give the verdict, with a message of four lines. Raises Unsolved, always."""
    __tracebackhide__ = True
    message = f"did       {did}\nsaw       {saw}\nexpected  {expected}\nlook at   {look}"
    raise Unsolved(verdict, message, misconception)


def returned(seen: Observation, did: str = "") -> None:
    """Go on only if the call returned; else give the verdict that its ending deserves."""
    __tracebackhide__ = True
    end = seen.ending
    did = did or _did(seen)
    match end.how:
        case "returned":
            return
        case "raised":
            verdict = Verdict.TOO_MUCH if end.error == "MemoryError" else Verdict.NOT_YET
            fail(
                did,
                f"it raised {end.error}: {end.text}{_at(end.line)}",
                "it returns",
                _last_line(end.traceback) or "the last lines of its traceback",
                verdict=verdict,
            )
        case "unloadable":
            fail(
                did,
                f"the file could not be imported: {end.error}: {end.text}{_at(end.line)}",
                "a file that imports, and has the function that its docstring describes",
                f"line {end.line}" if end.line else "the name and the spelling of the function",
            )
        case "exited" | "killed":
            _ended_early(did, seen)
        case "stuck":
            fail(
                did,
                "a deadlock: nothing in the program can ever move again. " + waits(seen),
                "it returns",
                _stuck_line(seen),
                verdict=Verdict.STUCK,
            )
        case "bounded":
            fail(did, *_TOO_MUCH[end.bound or "time"], verdict=Verdict.TOO_MUCH)
        case other:
            assert_never(other)


def exited(seen: Observation, did: str = "") -> None:
    """Like ``returned``, for an answer that is run as a program: it must end by itself, with 0."""
    __tracebackhide__ = True
    if seen.ending.how == "exited" and seen.ending.exit_code == 0:
        return
    if seen.ending.how in ("exited", "raised"):
        line = _line_of_the_answer(seen.stderr)
        fail(
            did or _did(seen),
            f"it ended with {exit_text(seen.ending.exit_code)}. {error_line(seen.stderr)}",
            "it ends by itself, with exit code 0",
            f"line {line}" if line else "the last line of its error output",
        )
    returned(seen, did)


def nothing_left(seen: Observation, *, allow: Iterable[str] = ()) -> None:
    """Go on only if nothing of the run was left when the call returned, and the program ended.

    ``allow`` names fields of Leftovers that may be non-empty; files are never looked at here.
    """
    __tracebackhide__ = True
    allowed = {"files", "threads", *allow}
    for left, moment in (
        (seen.at_return, f"when it {_came_back(seen)}"),
        (seen.at_end, "when the program had ended"),
    ):
        for kind in Leftovers.__slots__ if left else ():
            found = getattr(left, kind)
            # A semaphore's name is gone when its object is, which for a pool may be a while after.
            yet_to_go = kind == "semaphores" and left is seen.at_return
            if found and kind not in allowed and not yet_to_go:
                _left_behind(seen, kind, len(found), moment)
    if seen.ending.how in ("returned", "raised") and seen.program_stopped:
        _never_ended(seen)
    if seen.ending.how == "returned" and seen.program_exit != 0:
        fail(
            _did(seen),
            f"it returned, then the program ended with {exit_text(seen.program_exit)}",
            "exit code 0",
            "what runs after the call: atexit functions, threads, signal handlers",
            verdict=Verdict.CRASHED,
        )
    if seen.of_kind("forged result"):
        fail(
            _did(seen),
            "the answer reported a result of its own to the grader",
            "an answer that only returns",
            "whatever writes to the arena's socket",
            verdict=Verdict.CRASHED,
        )


def waits(seen: Observation) -> str:
    """Who waits for what, in the answer's lines, as sentences."""
    named = [f"{str(w)[0].upper()}{str(w)[1:]}." for w in seen.waiting]
    return " ".join(named[:4])


def error_line(stderr: str) -> str:
    """The last line of an error output, which is where Python says what went wrong."""
    lines = [line for line in stderr.strip().splitlines() if line.strip()]
    if not lines:
        return "It said nothing."
    return f"Its error output ends: {lines[-1].strip()}{_at(_line_of_the_answer(stderr))}"


_LEFT = {
    "alive": ("{n} running child(ren)", "wait for every process that you start (join)"),
    "unreaped": (
        "{n} ended child(ren) that nobody joined",
        "join them, so that none stays a zombie",
    ),
    "orphans": ("{n} running process(es) whose parent is gone", "who stops and joins them?"),
    "shared_memory": ("{n} shared memory segment(s)", "close() in every user, unlink() once"),
    "semaphores": ("{n} named semaphore(s)", "the program was ended before it could clean up"),
    "queues": ("{n} message queue(s)", "whoever makes a queue of the system removes it, too"),
}

_TOO_MUCH = {
    "time": (
        "it was still busy when its time was over; the arena ended it",
        "it ends by itself, soon",
        "loops that ask again and again, sleeps, waits with long time limits",
    ),
    "memory": (
        "it used more memory than any answer needs; the arena ended it",
        "a few megabytes",
        "what grows with every turn of a loop",
    ),
    "output": (
        "it printed more than any answer needs; the arena ended it",
        "a few lines",
        "prints inside loops",
    ),
    "processes": (
        "it started more processes than any answer needs; the arena ended them",
        "a handful of processes",
        "what every child does when it starts: does it start children, too?",
    ),
    "file size": (
        "it wrote a larger file than any answer needs; the arena ended it",
        "small files, or none",
        "writes inside loops",
    ),
    "traffic": (
        "it called the test's functions too often, or with too large arguments; the arena ended it",
        "a few calls, with small arguments",
        "calls inside loops of what the test handed over",
    ),
}


def _left_behind(seen: Observation, kind: str, count: int, moment: str) -> NoReturn:
    __tracebackhide__ = True
    what, look = _LEFT[kind]
    fail(
        _did(seen),
        f"{moment} it left {plural(count, what)} behind",
        "nothing is left: every process joined, every segment unlinked",
        look,
        verdict=Verdict.LEFT,
    )


def _never_ended(seen: Observation) -> NoReturn:
    """The call came to its end, and the program went on until the arena ended it."""
    __tracebackhide__ = True
    came = f"it {_came_back(seen)}"
    threads = len(seen.at_return.threads) if seen.at_return else 0
    if seen.program_stopped == "stuck":
        saw, verdict = f"{came}, then a deadlock: {waits(seen)}", Verdict.STUCK
    else:
        saw, verdict = f"{came}, then used too much {seen.program_stopped}", Verdict.TOO_MUCH
    if threads and seen.program_stopped == "time":
        saw = f"{came} and left {threads} thread(s) running, so the program never ended"
        verdict = Verdict.LEFT
    fail(
        _did(seen),
        plural(threads, saw),
        "the program ends by itself after the call",
        "who stops the threads, children and exit functions that are still there?",
        verdict=verdict,
    )


def _came_back(seen: Observation) -> str:
    """``returned``, or ``raised`` and what."""
    return f"raised {seen.ending.error}" if seen.ending.how == "raised" else "returned"


def plural(count: int, text: str) -> str:
    """``text`` with {n} filled in and its (s), (es), (ren) resolved for this count."""
    text = text.replace("{n}", str(count))
    for ending in ("(ren)", "(es)", "(s)"):
        text = text.replace(ending, "" if count == 1 else ending[1:-1])
    return text


def _ended_early(did: str, seen: Observation) -> NoReturn:
    __tracebackhide__ = True
    end = seen.ending
    whom = end.text or "its own process"
    how = "ended" if end.how == "exited" else "was ended"
    fail(
        did,
        f"{whom} {how} before the call returned ({exit_text(end.exit_code)})."
        + (f" {error_line(seen.stderr)}" if seen.stderr.strip() else ""),
        "the call returns; the process goes on",
        "sys.exit, os._exit, os.abort, os.kill and what a forked child does after its work",
        verdict=Verdict.CRASHED,
    )


def _did(seen: Observation) -> str:
    call = f"called {seen.function}(…)" if seen.function else "ran the file as a program"
    return f"{call} under the start method {seen.start_method}"


def _at(line: int | None) -> str:
    return f" (line {line})" if line else ""


def _last_line(traceback: str) -> str:
    """The innermost line of source; Python may have marked a part of it with ~ and ^ below."""
    lines = [line.strip() for line in traceback.splitlines() if line.strip(" ~^")]
    return lines[-1] if lines else ""


def _line_of_the_answer(stderr: str) -> int | None:
    """The line of the answer's own file that a program's error output names last."""
    lines = re.findall(r'File ".*/k\d\d_\w+\.py", line (\d+)', stderr)
    return int(lines[-1]) if lines else None


def _stuck_line(seen: Observation) -> str:
    line = next((w for w in seen.waiting if w.line), None)
    return (
        f"line {line.line}: {line.source}" if line else "what each process waits for, and from whom"
    )


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One test of one kata under one start method; with its last observation, if it was recorded."""

    name: str
    start_method: str
    outcome: Verdict
    misconception: str | None
    message: str
    seconds: float
    recording: Observation | None = None


@dataclass(frozen=True, slots=True)
class KataResult:
    """The verdict on one kata: that of the test which tells most."""

    id: str
    name: str
    verdict: Verdict
    misconception: str | None = None
    message: str = ""
    tests: tuple[CaseResult, ...] = ()
    seconds: float = 0.0

    @property
    def speaker(self) -> CaseResult | None:
        """The test whose word the verdict is; of a solved kata the first that started processes."""
        told = (self.verdict, self.misconception, self.message)
        tests = [t for t in self.tests if (t.outcome, t.misconception, t.message) == told]
        if self.verdict is Verdict.SOLVED:
            tests = [t for t in self.tests if t.recording and t.recording.children()] or tests
        return next(iter(tests), None)

    def after(self, before: "KataResult") -> "KataResult":
        """This verdict, with the tests of an earlier round of the same kata in front."""
        return replace(self, tests=before.tests + self.tests, seconds=before.seconds + self.seconds)


def of_kata(kata_id: str, name: str, tests: Iterable[CaseResult], expected: int) -> KataResult:
    """Sum up. ``solved`` needs every expected test, at least one, and each of them solved.

    Otherwise the test that names a misconception speaks, else the first one that is not content; a
    test that could not tell speaks only when no other has anything to say.
    """
    results = tuple(tests)
    seconds = sum(result.seconds for result in results)
    unsolved = [r for r in results if r.outcome is not Verdict.SOLVED]
    if unsolved:
        first = min(
            unsolved,
            key=lambda r: (r.outcome is Verdict.COULD_NOT_TELL, r.misconception is None),
        )
        return KataResult(
            kata_id, name, first.outcome, first.misconception, first.message, results, seconds
        )
    if expected == 0 or len(results) < expected:
        text = f"Only {len(results)} of {expected} tests gave a result; the rest was lost."
        return KataResult(kata_id, name, Verdict.COULD_NOT_TELL, None, text, results, seconds)
    return KataResult(kata_id, name, Verdict.SOLVED, tests=results, seconds=seconds)


__all__ = [
    "CaseResult",
    "KataResult",
    "Unsolved",
    "Verdict",
    "error_line",
    "exited",
    "fail",
    "nothing_left",
    "of_kata",
    "plural",
    "returned",
    "waits",
]  # fmt: skip
