"""``dojo undo K``: the attempt that was saved last, after saving what is there."""

import argparse
import sys
from collections.abc import Sequence

from dojo import catalog
from dojo.command import ROOT, one_kata
from dojo.practice import attempts


def main(arguments: Sequence[str]) -> int:
    """Save, bring back and say so; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="dojo undo", description="Bring back what `reset` (or `undo`) put away last."
    )
    parser.add_argument("katas", nargs="*", metavar="K", help="k21, or a kata's name")
    kata = one_kata("undo", parser.parse_args(arguments).katas, catalog.shipped(ROOT))
    saved = attempts.newest(ROOT, kata)
    if saved is None:
        print(f"No attempt at {kata.id} was saved, so there is nothing to undo.", file=sys.stderr)
        return 1
    where = saved.relative_to(ROOT)
    content = saved.read_bytes()
    if attempts.present(kata) == content:
        print(f"katas/{kata.name}.py is what was saved last, {where}; there was nothing to do.")
        return 0
    copy = attempts.replace(ROOT, kata, content)
    print(f"katas/{kata.name}.py is again what was saved as {where}")
    if copy:
        print(f"What was there is saved: {copy.relative_to(ROOT)}")
        print(f"To bring that back: make undo K={kata.id}")
    return 0
