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
# Where a kata's shape is written down, and only there.
TEMPLATES = Path(__file__).parent / "new_kata"


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
    stub = _template("stub.py.txt")
    values = {"id": kata.id, "name": kata.name, "title": _words(kata.name)}
    return {
        path: text.format(**values)
        for path, text in (
            (kata.stub, stub),
            (kata.pristine, stub),
            (kata.tests, _template("tests.py.txt")),
            (kata.solution, stub.replace("target=work()", "target=work")),
            (kata.guide, _template("guide.md")),
            (kata.wrong / "name_of_the_wrong_idea.py", _template("wrong.py.txt")),
            (kata.right / "another_way.py", _template("right.py.txt")),
        )
    }


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


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
        "\nEach is a small example that works; every TODO says what to write instead. Rename the "
        f"two variants for what they do. Then: make {name.partition('_')[0]}, and make test."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
