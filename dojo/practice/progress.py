"""``dojo progress``: which katas are solved, since when, in how many tries, and what is next."""

import argparse
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dojo import catalog
from dojo.catalog import CHAPTERS, Kata
from dojo.command import ROOT
from dojo.practice import log
from dojo.practice.log import Standing
from dojo.verdict import Verdict


def main(arguments: Sequence[str]) -> int:
    """Show a table for each chapter; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="dojo progress", description="How far you have come, by what was graded so far."
    )
    parser.add_argument("katas", nargs="*", metavar="K", help="ids or chapters; all if none")
    words = parser.parse_args(arguments).katas
    katas = catalog.select(catalog.shipped(ROOT), words)
    past = log.history(ROOT)
    stood = [(kata, log.standing(kata, past)) for kata in katas]
    console = Console(highlight=False)
    for chapter, group in groupby(stood, key=lambda pair: pair[0].chapter):
        members = list(group)
        solved = sum(standing.solved for _, standing in members)
        title = f"\n{chapter}. {CHAPTERS.get(chapter, 'Chapter')}: {solved} of {len(members)}"
        console.print(Text(title, style="bold"))
        console.print(_table(members))
    solved = sum(standing.solved for _, standing in stood)
    console.print(Text(f"\n{solved} of {len(stood)} solved", style="bold"))
    if changed := [kata.id for kata, s in stood if s.solved_at and not s.solved]:
        console.print(f"Solved before, and changed since: {', '.join(changed)}")
    console.print(_next(stood), soft_wrap=True)
    return 0


def _table(stood: Sequence[tuple[Kata, Standing]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("kata", width=36)
    table.add_column("now", width=22)
    table.add_column("solved on", width=10)
    table.add_column("tries", width=5, justify="right")
    for kata, standing in stood:
        name = kata.name.partition("_")[2].replace("_", " ")
        style = "green" if standing.solved else ""
        when = f"{standing.solved_at.astimezone():%Y-%m-%d}" if standing.solved_at else ""
        tries = str(standing.tries or "")
        table.add_row(f"{kata.id}  {name}", Text(_state(kata, standing), style), when, tries)
    return table


def _state(kata: Kata, standing: Standing) -> str:
    """Where this kata stands, in words that fit the column."""
    if standing.solved:
        return "solved"
    if not kata.stub.is_file():
        return "no file"
    if standing.last:
        verdict = standing.last.verdict
        return "solved in part" if verdict == Verdict.SOLVED else verdict
    if standing.changed_since:
        return "changed since"
    return "tests changed" if standing.tries else "not graded"


def _next(stood: Sequence[tuple[Kata, Standing]]) -> str:
    kata = next((kata for kata, standing in stood if not standing.solved), None)
    if kata is None:
        return "All solved. Now explain one of them to somebody."
    return f"Next: edit katas/{kata.name}.py, then run: make {kata.id}"
