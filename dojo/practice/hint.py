"""``dojo hint K``: one step more at each call; after the last, what the last grading saw."""

import argparse
from collections.abc import Sequence

from dojo import catalog
from dojo.catalog import Kata
from dojo.command import ROOT, one_kata
from dojo.practice import guide, log
from dojo.practice.guide import Guide
from dojo.practice.log import Graded, Standing
from dojo.verdict import Verdict


def main(arguments: Sequence[str]) -> int:
    """Show the next step, or those so far; returns the exit code."""
    options = _parser().parse_args(arguments)
    kata = one_kata("hint", options.katas, catalog.shipped(ROOT))
    page = guide.read(kata)
    past = log.history(ROOT)
    shown = 0 if options.from_start else min(past.hints_shown(kata), len(page.hints))
    standing = log.standing(kata, past)
    if options.again:
        _again(kata, page, shown)
    elif standing.solved:
        print(f"{kata.id} is solved: no hint is needed. Why it is so: make why K={kata.id}")
    elif shown < len(page.hints):
        _say(page, shown)
        log.record_hint(ROOT, kata, shown + 1)
    else:
        _after_the_last(kata, len(page.hints), standing)
    return 0


def _parser() -> argparse.ArgumentParser:
    hint = argparse.ArgumentParser(
        prog="dojo hint", description="Show one more hint at each call, from the kata's guide."
    )
    hint.add_argument("katas", nargs="*", metavar="K", help="k21, or a kata's name")
    which = hint.add_mutually_exclusive_group()
    which.add_argument("--again", action="store_true", help="show the hints so far again")
    which.add_argument(
        "--from-start", action="store_true", help="forget which were shown, and begin again"
    )
    return hint


def _say(page: Guide, number: int) -> None:
    print(f"Hint {number + 1} of {len(page.hints)}\n")
    guide.show(page.hints[number])


def _again(kata: Kata, page: Guide, shown: int) -> None:
    if not shown:
        print(f"No hint was shown so far. The first one: make hint K={kata.id}")
    for number in range(shown):
        print("\n" if number else "", end="")
        _say(page, number)


def _after_the_last(kata: Kata, hints: int, standing: Standing) -> None:
    """No hint is left; the last grading of the present answer says where to look."""
    again = f"make hint K={kata.id} ARGS=--again"
    print(f"All {hints} hints were shown ({again} repeats them).")
    if standing.last:
        print("\n".join(_pointer(kata, standing.last)))
    else:
        print(f"{_why_no_grading(kata, standing)} To see what it does now: make {kata.id}")


def _why_no_grading(kata: Kata, standing: Standing) -> str:
    if not kata.stub.is_file():
        return f"There is no file katas/{kata.name}.py; make reset K={kata.id} brings it back."
    if standing.changed_since:
        return "Your answer has changed since it was last graded."
    return "Your answer has not been graded yet."


def _pointer(kata: Kata, last: Graded) -> list[str]:
    if last.verdict == Verdict.SOLVED:
        methods = ", ".join(last.methods)
        return [f"Your answer is right under {methods}. Under all start methods: make {kata.id}"]
    lines = [line for line in last.message.splitlines() if line.startswith(("saw ", "look at "))]
    return [
        f"What the last grading of your answer saw ({last.verdict}):",
        *(lines or [last.message]),
    ]
