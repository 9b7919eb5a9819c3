"""`make new K=k28_its_name`: the files of a new kata, ready to be filled in.

Exit code: 0 made, 2 refused; nothing that exists is ever changed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dojo import catalog
from dojo.catalog import Kata

ROOT = Path(__file__).resolve().parents[2]


class Refusal(Exception):
    """The kata cannot be laid out under this name; the message says why, and what to do."""


def lay_out(root: Path, name: str) -> tuple[Path, ...]:
    """Write every file of a new kata under `root` and return their paths.

    Raises MalformedName for a bad name, and Refusal if the id is taken or a file is in the way.
    """
    kata = catalog.of_name(root, name)
    taken = sorted((root / "katas").glob(f"{kata.id}_*.py"))
    if taken:
        raise Refusal(
            f"{kata.id} is taken by {taken[0].relative_to(root)}. An id belongs to one kata; "
            f"free in this chapter: {', '.join(_free_ids(root, kata)) or 'none'}."
        )
    files = _files(kata)
    in_the_way = [path for path in files if path.exists()]
    if in_the_way:
        names = ", ".join(str(path.relative_to(root)) for path in in_the_way)
        raise Refusal(f"Already there, and not overwritten: {names}. Move it away first.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    return tuple(files)


def _free_ids(root: Path, kata: Kata) -> list[str]:
    ids = [f"k{kata.chapter}{place}" for place in range(1, 10)]
    return [one for one in ids if not any((root / "katas").glob(f"{one}_*.py"))]


def _files(kata: Kata) -> Mapping[Path, str]:
    values = {"id": kata.id, "name": kata.name, "title": _words(kata.name)}
    return {
        path: template.lstrip("\n").format(**values)
        for path, template in (
            (kata.stub, STUB),
            (kata.tests, TESTS),
            (kata.solution, SOLUTION),
            (kata.guide, GUIDE),
            (kata.wrong / "name_of_the_wrong_idea.py", WRONG),
            (kata.right / "another_way.py", RIGHT),
        )
    }


def _words(name: str) -> str:
    return name.partition("_")[2].replace("_", " ").strip().capitalize()


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dojo.upkeep.new", description="Lay out the files of a new kata."
    )
    parser.add_argument("name", nargs="?", default="", help="such as k28_its_name")
    name = parser.parse_args(arguments).name
    if not name:
        print(f"Say which: make new K=k28_its_name. {catalog.RULE}.", file=sys.stderr)
        return 2
    try:
        paths = lay_out(root, name)
    except (Refusal, catalog.MalformedName) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    for path in paths:
        print(path.relative_to(root))
    print(
        "\nEach says what goes into it. Rename the two variants for what they do; "
        f"then: make {name.partition('_')[0]}, and make test."
    )
    return 0


# ---- What a new kata begins with: the only place where its shape is written down -----------------

STUB = '''
"""{title}.

TODO: what to achieve, in the words of someone who needs it, with one example:

    >>> double_all([1, 2])
    [2, 4]

TODO: at most 40 lines, one idea, code that works halfway, and one real defect: the one people
really write. This docstring is the task, and the solution begins with the same one.
"""

from multiprocessing import Process


def double(number):
    print(2 * number)


def double_all(numbers):
    """TODO: the function the tests call."""
    for number in numbers:
        Process(target=double, args=(number)).start()
'''

TESTS = '''
"""{title}: what someone who calls `double_all` relies on.

TODO: three to six tests, each name a sentence, each about one behaviour. No clock, no sleep. A
failure says what was done, what was seen, what was expected, and one thing to look at.
"""


def test_it_returns_every_double_in_order(arena):
    seen = arena.run("double_all", [1, 2])
    assert seen.value == [2, 4], "double_all([1, 2]) must return [2, 4]"
'''

SOLUTION = '''
"""{title}.

TODO: the stub's docstring, unchanged.
"""

from multiprocessing import Pool


def double(number):
    return 2 * number


def double_all(numbers):
    """TODO: the function the tests call."""
    with Pool(2) as pool:
        return pool.map(double, numbers)
'''

GUIDE = """
# {id} · {title}

## Hints

1. TODO: where to look.
2. TODO: what to notice there.
3. TODO: what to use.

## Why

TODO: what really happens, step by step, and in which Python versions.

## Misconceptions

### name_of_the_wrong_idea

TODO: what one believes, what is so, and how to see it. One section for each file in
`selftest/wrong/{id}/`, under the file's name.

## In an interview

**TODO: a question?** TODO: a model answer of three to five sentences.

## Further

- TODO: the pages of <https://docs.python.org/3/library/multiprocessing.html> that say so.
"""

WRONG = '''
"""TODO: in one sentence, what someone who writes this believes. The file's name is its name."""


def double_all(numbers):
    return [number + number for number in numbers[:1]]
'''

RIGHT = '''
"""TODO: in one sentence, how this right answer is built differently from the solution."""

from concurrent.futures import ProcessPoolExecutor


def double(number):
    return 2 * number


def double_all(numbers):
    with ProcessPoolExecutor(2) as executor:
        return list(executor.map(double, numbers))
'''


if __name__ == "__main__":
    sys.exit(main())
