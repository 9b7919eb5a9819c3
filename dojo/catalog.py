"""Which katas are there, and where is everything that belongs to each.

The name is the index. `katas/k21_the_missing_comma.py` is kata 1 of chapter 2, its tests are in
`tests/test_k21_the_missing_comma.py`, and so on: nothing is listed anywhere else.
"""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import MappingProxyType

CHAPTERS: Mapping[int, str] = MappingProxyType(
    {
        1: "What a process is",
        2: "The Process object",
        3: "Synchronous, asynchronous, blocking, non-blocking",
        4: "How processes end",
        5: "Start methods and what crosses the border",
        6: "Pools and futures in anger",
        7: "Queues, pipes, managers",
        8: "Synchronisation classics, with real processes",
        9: "Capstones",
    }
)

RULE = (
    "A kata is called k, its chapter's digit (1-9), its place in the chapter (1-9), "
    "an underscore, and words of a-z, 0-9 and _: for example k21_the_missing_comma"
)

# No Python to any tool: broken on purpose, and never edited here.
_PRISTINE = "dojo/stubs"
_PRISTINE_ENDING = ".py.txt"

_NAME = re.compile(r"(?P<id>k(?P<chapter>[1-9])[1-9])_[a-z0-9_]+")


class CatalogError(Exception):
    """The katas cannot be found as asked; the message says why, and what to do."""


class MalformedName(CatalogError):
    """A name that is not a kata's; the message states the rule."""


class DuplicateId(CatalogError):
    """Two files claim one id."""


class NoKatas(CatalogError):
    """The folder katas/ is missing or empty."""


class UnknownKata(CatalogError):
    """A word that names no kata and no chapter; the message offers the nearest that do."""


@dataclass(frozen=True)
class Kata:
    """One exercise and where its parts are, whether or not they exist."""

    id: str
    name: str
    chapter: int
    stub: Path
    pristine: Path  # the stub as it came, for `make reset`
    tests: Path
    solution: Path
    guide: Path
    wrong: Path
    right: Path
    title: str  # the first line of the stub's docstring; the name where that cannot be read


def of_name(root: Path, name: str) -> Kata:
    """Return the kata of this name under `root`, there or not yet. Raises MalformedName."""
    match = _NAME.fullmatch(name)
    if not match:
        raise MalformedName(f"{name!r} cannot be a kata's name. {RULE}.")
    stub = root / "katas" / f"{name}.py"
    return Kata(
        id=match["id"],
        name=name,
        chapter=int(match["chapter"]),
        stub=stub,
        pristine=root / _PRISTINE / f"{name}{_PRISTINE_ENDING}",
        tests=root / "tests" / f"test_{name}.py",
        solution=root / "solutions" / f"{name}.py",
        guide=root / "guide" / f"{name}.md",
        wrong=root / "selftest" / "wrong" / match["id"],
        right=root / "selftest" / "right" / match["id"],
        title=_first_docstring_line(stub) or name,
    )


def find(root: Path) -> tuple[Kata, ...]:
    """Return every kata of the repository at `root`, in the order of their ids.

    Raises NoKatas, MalformedName and DuplicateId: a file that is not understood is never skipped.
    """
    folder = root / "katas"
    if not folder.is_dir():
        raise NoKatas(f"There is no folder {folder}. Is {root} the project's folder?")
    # Names that begin with a dot are an editor's own (.#k21_….py), and `ls` does not show them.
    files = [file for file in folder.glob("*.py") if not file.name.startswith(".")]
    found: dict[str, Kata] = {}
    for file in sorted(files):
        kata = _of_file(root, file)
        if kata.id in found:
            raise DuplicateId(
                f"katas/{found[kata.id].name}.py and katas/{file.name} are both {kata.id}. "
                "An id belongs to one file: move one of them out of katas/, or give it a free id."
            )
        found[kata.id] = kata
    if not found:
        raise NoKatas(f"{folder} holds no katas. `git restore katas` brings them back.")
    return tuple(found[id_] for id_ in sorted(found))


def shipped(root: Path) -> tuple[Kata, ...]:
    """Return every kata that came with the repository, whatever has become of its file in katas/."""
    names = (file.name for file in (root / _PRISTINE).glob(f"k*{_PRISTINE_ENDING}"))
    return tuple(of_name(root, name.removesuffix(_PRISTINE_ENDING)) for name in sorted(names))


def select(katas: Sequence[Kata], words: Iterable[str]) -> tuple[Kata, ...]:
    """Return the katas that `words` name, each once, in the catalog's order; all for no words.

    A word is an id (`k21`), a name, the path of a stub, or a chapter (`k2`). Raises UnknownKata.
    """
    wanted = [kata for word in words for kata in _named_by(katas, word)]
    return tuple(kata for kata in katas if not wanted or kata in wanted)


def missing_parts(kata: Kata) -> tuple[Path, ...]:
    """Return the parts of a kata that are not there: a missing file, a folder with no answer."""
    files = (kata.stub, kata.pristine, kata.tests, kata.solution, kata.guide)
    folders = (kata.wrong, kata.right)
    return (
        *(file for file in files if not file.is_file()),
        *(folder for folder in folders if not any(folder.glob("*.py"))),
    )


def _of_file(root: Path, file: Path) -> Kata:
    try:
        return of_name(root, file.stem)
    except MalformedName as error:
        raise MalformedName(
            f"katas/{file.name} is not named as a kata. {RULE}. "
            "Rename it, or move it out of katas/: every .py file there is a kata."
        ) from error


def _named_by(katas: Sequence[Kata], word: str) -> list[Kata]:
    path = PurePath(word)
    is_stub = path.suffix == ".py" and path.parent.name in {"", "katas"}
    name = path.stem if is_stub else word.lower()
    found = [kata for kata in katas if name in {kata.id, kata.name, f"k{kata.chapter}"}]
    if not found:
        raise UnknownKata(_no_such(katas, word, name))
    return found


def _no_such(katas: Sequence[Kata], word: str, name: str) -> str:
    names = {key: kata.name for kata in katas for key in (kata.id, kata.name)}
    near = dict.fromkeys(names[one] for one in difflib.get_close_matches(name, names))
    chapters = sorted({f"k{kata.chapter}" for kata in katas})
    nearest = f"The nearest: {', '.join(near)}. " if near else ""
    return f"There is no kata or chapter {word!r}. {nearest}The chapters: {', '.join(chapters)}."


def _first_docstring_line(file: Path) -> str:
    """Return the first line of a file's docstring, or nothing: a stub may be beyond reading."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a learner's string is not our concern here
            text = ast.get_docstring(ast.parse(file.read_bytes()))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return text.strip().partition("\n")[0].strip() if text else ""
