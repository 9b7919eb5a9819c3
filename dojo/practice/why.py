"""``dojo why K``: the reasons, the misconceptions, and what interviewers ask."""

import argparse
from collections.abc import Collection, Mapping, Sequence

from dojo import catalog
from dojo.command import ROOT, one_kata
from dojo.practice import guide, log
from dojo.practice.ask import may_spoil


def main(arguments: Sequence[str]) -> int:
    """Show the guide's page without its hints; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="dojo why",
        description="Why it is so, the usual misconceptions, and what interviewers ask about it.",
    )
    parser.add_argument("katas", nargs="*", metavar="K", help="k21, or a kata's name")
    parser.add_argument("--yes", action="store_true", help="show it though it is not solved yet")
    options = parser.parse_args(arguments)
    kata = one_kata("why", options.katas, catalog.shipped(ROOT))
    page = guide.read(kata)
    if not may_spoil(kata, "why", yes=options.yes):
        return 1
    yours = log.history(ROOT).misconceptions(kata)
    parts = {
        f"{kata.id}  {kata.title}": "",
        "Why": page.why,
        "Misconceptions": _ordered(page.misconceptions, yours),
        "In an interview": page.interview,
        "Further": page.further,
    }
    guide.show("\n\n".join(f"## {title}\n\n{text}".strip() for title, text in parts.items()))
    return 0


def _ordered(misconceptions: Mapping[str, str], yours: Collection[str]) -> str:
    """All of them; first, and marked, those that were seen in this learner's answers."""
    own = {f"{name} (seen in your answers)": misconceptions.get(name, "") for name in yours}
    others = {name: text for name, text in misconceptions.items() if name not in yours}
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in (own | others).items())
