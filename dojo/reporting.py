"""``dojo report [K …]``: grade katas, and write the results as one HTML page."""

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from dojo import doctor, request
from dojo.command import ROOT, check_out
from dojo.practice import log
from dojo.report import files
from dojo.report.page import page
from dojo.verdict import Verdict


def main(arguments: Sequence[str]) -> int:
    """Grade, write, and say where; returns the exit code."""
    options = _parser().parse_args(arguments)
    asked = request.of(options)
    check_out(options.out, "--out", ".html")
    results = asked.grade(record=True)
    past = log.history(ROOT)
    standings = {kata.id: log.standing(kata, past) for kata in asked.katas if asked.own}
    now = datetime.now().astimezone()
    files.write(options.out, page(asked.katas, results, now, standings, doctor.gaps()))
    solved = sum(result.verdict is Verdict.SOLVED for result in results)
    print(f"{solved} of {len(results)} solved. The report is {options.out}")
    return request.exit_code(results)


def _parser() -> argparse.ArgumentParser:
    report = argparse.ArgumentParser(
        prog="dojo report", description="Grade katas, and write the results as one HTML page."
    )
    request.add_options(report)
    report.add_argument(
        "--out", metavar="FILE", type=Path, default=ROOT / "report.html", help="the page, FILE.html"
    )
    return report
