"""``dojo check [K …]``: grade katas, show the scoreboard, write the results for programs."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from dojo import request
from dojo.catalog import Kata
from dojo.grading import Interrupted
from dojo.report import files, screen
from dojo.verdict import KataResult

_IN_FULL = 3  # at most so many katas are shown in full


def main(arguments: Sequence[str]) -> int:
    """Grade, write and show; returns the exit code."""
    options = _parser().parse_args(arguments)
    asked = request.of(options)
    in_full = asked.of_some and len(asked.katas) <= _IN_FULL
    # For a learner's scoreboard it is enough that a kata is not solved under the first of them.
    at_once = options.start or options.against or in_full
    rounds = [asked.methods] if at_once else [asked.methods[:1], asked.methods[1:]]
    _write(options, files.nothing_told(asked.katas))
    try:
        results = asked.grade(rounds)
    except Interrupted as interrupted:
        told = {result.id: result for result in interrupted.graded}
        _write(options, [told.get(r.id, r) for r in files.nothing_told(asked.katas)])
        raise
    _write(options, results)
    _show(asked.katas, results, in_full=in_full)
    return request.exit_code(results)


def _parser() -> argparse.ArgumentParser:
    check = argparse.ArgumentParser(prog="dojo check", description="Grade katas.")
    request.add_options(check)
    check.add_argument("--json", metavar="FILE", type=Path, help="write the results as JSON")
    check.add_argument("--junit", metavar="FILE", type=Path, help="write the results as JUnit XML")
    return check


def _write(options: argparse.Namespace, results: Sequence[KataResult]) -> None:
    if options.json:
        files.write(options.json, files.to_json(results))
    if options.junit:
        files.write(options.junit, files.to_junit(results))


def _show(katas: Sequence[Kata], results: Sequence[KataResult], *, in_full: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if in_full:
        for kata, result in zip(katas, results, strict=True):
            screen.in_full(console, kata, result)
    else:
        screen.scoreboard(console, katas, results)
