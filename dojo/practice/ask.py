"""What gives a kata away is shown freely once it is solved; before, only after a yes."""

import sys

from dojo.catalog import Kata
from dojo.command import ROOT
from dojo.practice import log

_QUESTION = "It is not solved yet. Show it all the same? [y/N] "


def may_spoil(kata: Kata, command: str, *, yes: bool) -> bool:
    """Whether to go on. Where nobody can be asked, or the answer is no, the reason is printed."""
    if yes or log.standing(kata, log.history(ROOT)).solved:
        return True
    if not sys.stdin.isatty():
        print(
            f"{kata.id} is not solved yet, and there is no terminal to ask you on; to see it all "
            f"the same: make {command} K={kata.id} ARGS=--yes",
            file=sys.stderr,
        )
        return False
    # Not on stdout, which may go through a pager, and not by input(), which would write there.
    print(_QUESTION, end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() in {"y", "yes"}:
        return True
    print(f"Not now, then. One step at a time: make hint K={kata.id}", file=sys.stderr)
    return False
