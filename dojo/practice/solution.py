"""``dojo solution K``: what the reference solution does otherwise than the learner's answer."""

import argparse
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, unified_diff
from itertools import zip_longest
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dojo import catalog
from dojo.catalog import Kata
from dojo.command import ROOT, Misuse, one_kata
from dojo.practice.ask import may_spoil
from dojo.text import visible

_SIDE_BY_SIDE = 120  # columns that two files need beside each other
_STYLES = {"-": "red", "+": "green", "@": "cyan"}


def main(arguments: Sequence[str]) -> int:
    """Show the difference; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="dojo solution", description="Compare your answer with the reference solution."
    )
    parser.add_argument("katas", nargs="*", metavar="K", help="k21, or a kata's name")
    parser.add_argument("--yes", action="store_true", help="show it though it is not solved yet")
    options = parser.parse_args(arguments)
    kata = one_kata("solution", options.katas, catalog.shipped(ROOT))
    if not kata.stub.is_file():
        raise Misuse(
            f"There is no file katas/{kata.name}.py to compare; make reset K={kata.id} brings it back."
        )
    yours, reference = _lines(kata.stub), _lines(kata.solution)
    if not may_spoil(kata, "solution", yes=options.yes):
        return 1
    console = Console(highlight=False)
    if yours == reference:
        console.print("No difference: your answer is the reference solution, line for line.")
    elif console.is_terminal and console.width >= _SIDE_BY_SIDE:
        console.print(_side_by_side(kata, yours, reference))
    else:
        for line in _unified(kata, yours, reference):
            console.print(Text(line, style=_STYLES.get(line[:1], "")), soft_wrap=True)
    return 0


def _lines(path: Path) -> list[str]:
    return visible(path.read_text("utf-8", errors="replace")).splitlines()


def _unified(kata: Kata, yours: list[str], reference: list[str]) -> Iterator[str]:
    names = (f"katas/{kata.name}.py", f"solutions/{kata.name}.py")
    return unified_diff(yours, reference, *names, lineterm="")


def _side_by_side(kata: Kata, yours: list[str], reference: list[str]) -> Table:
    """Both files in full; a mark before each line that only one of them has."""
    table = Table(f"katas/{kata.name}.py", f"solutions/{kata.name}.py", expand=True)
    for column in table.columns:
        column.ratio, column.overflow = 1, "fold"
    for kind, a, b, c, d in SequenceMatcher(None, yours, reference, False).get_opcodes():
        marks = "  " if kind == "equal" else "-+"
        for pair in zip_longest(yours[a:b], reference[c:d]):
            table.add_row(*(_cell(mark, line) for mark, line in zip(marks, pair, strict=True)))
    return table


def _cell(mark: str, line: str | None) -> Text:
    return Text("" if line is None else f"{mark} {line}", style=_STYLES.get(mark, ""))
