"""``dojo doctor``: what this system grants the grader, and what is therefore promised."""

import argparse
import os
import platform
from collections.abc import Iterator, Sequence

from dojo.arena import protections
from dojo.arena.limits import ISOLATION
from dojo.arena.protections import Granted


def main(arguments: Sequence[str]) -> int:
    """Find out and say it; returns 0, for a gap is no failure."""
    parser = argparse.ArgumentParser(
        prog="dojo doctor",
        description="Say what this system grants the grader, and what is therefore promised.",
    )
    parser.parse_args(arguments)
    print("\n".join(lines(granted())))
    return 0


def granted() -> Granted:
    """What gradings started from here get."""
    return protections.of_this_system(namespaces=os.environ.get(ISOLATION) != "plain")


def gaps() -> tuple[str, ...]:
    """What cannot be promised in full here, a sentence each, with what is missing."""
    told = protections.promises(granted())
    return tuple(f"{promise.text} Here: {promise.gap}." for promise in told if promise.gap)


def lines(found: Granted) -> Iterator[str]:
    """The whole text."""
    yield f"Linux {platform.release()}, Python {platform.python_version()}"
    yield ""
    yield "Every run of an answer has:"
    yield from (f"  {text}" for text in found.in_words())
    yield ""
    told = protections.promises(found)
    yield "Promised here:"
    yield from (f"  ✓ {promise.text}" for promise in told if not promise.gap)
    gaps = [promise for promise in told if promise.gap]
    if gaps:
        yield ""
        yield "Promised only in part, for this system grants no more:"
        yield from (f"  ! {promise.text}\n      Here: {promise.gap}." for promise in gaps)
