"""``dojo reset K``: the stub as it came, after saving what was there."""

import argparse
from collections.abc import Sequence

from dojo import catalog
from dojo.command import ROOT, one_kata
from dojo.practice import attempts


def main(arguments: Sequence[str]) -> int:
    """Save, put back and say so; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="dojo reset", description="Put a kata back as it came; your answer is saved first."
    )
    parser.add_argument("katas", nargs="*", metavar="K", help="k21, or a kata's name")
    kata = one_kata("reset", parser.parse_args(arguments).katas, catalog.shipped(ROOT))
    stub = kata.pristine.read_bytes()
    if attempts.present(kata) == stub:
        print(f"katas/{kata.name}.py is as it came; there was nothing to do.")
        return 0
    copy = attempts.replace(ROOT, kata, stub)
    print(f"katas/{kata.name}.py is as it came.")
    if copy:
        print(f"Your answer is saved: {copy.relative_to(ROOT)}")
        print(f"To bring it back: make undo K={kata.id}")
    return 0
