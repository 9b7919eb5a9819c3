"""``dojo picture K``: grade a kata, and draw what its processes did in the test that speaks."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from dojo import request
from dojo.arena.observation import Observation
from dojo.catalog import Kata
from dojo.command import Misuse, check_out, one_kata
from dojo.picture.lanes import picture_of
from dojo.picture.page import Words, page
from dojo.picture.terminal import Drawing
from dojo.picture.trace import trace
from dojo.report import files
from dojo.verdict import CaseResult, KataResult, Verdict


def main(arguments: Sequence[str]) -> int:
    """Grade, choose the test, draw it; returns the exit code."""
    options = _parser().parse_args(arguments)
    asked = request.of(options)
    kata = asked.katas[0] if len(asked.katas) == 1 else one_kata("picture", options.katas)
    if options.html:
        check_out(options.html, "--html", ".html")
    if options.trace:
        check_out(options.trace, "--trace", ".json")
    (result,) = asked.grade(record=True)
    test = _chosen(result, options.test) if options.test else result.speaker
    words = _words(kata, result, test)
    console = Console(highlight=False)
    console.print(Text(words.headline, style="bold"))
    console.print(Text(words.about))
    if test is None or test.recording is None:
        console.print(Text(f"There is no run to draw.\n\n{result.message}".strip()))
        return 0
    console.print()
    console.print(Drawing(picture_of(test.recording)))
    _write(options, test.recording, words)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dojo picture",
        description="Draw what the processes of one kata's answer did.",
    )
    request.add_options(parser)
    parser.add_argument("--test", metavar="NAME", help="another test: a part of its name")
    parser.add_argument("--html", metavar="FILE", type=Path, help="write a page, too: FILE.html")
    parser.add_argument(
        "--trace", metavar="FILE", type=Path, help="write FILE.json for ui.perfetto.dev, too"
    )
    return parser


def _chosen(result: KataResult, part: str) -> CaseResult:
    """The test of this name, rather one that is not content. Raises Misuse when there is none."""
    wanted = part.lower().removeprefix("test_").replace("_", " ")
    found = [test for test in result.tests if wanted in test.name.lower()]
    if not found:
        names = "; ".join(dict.fromkeys(test.name for test in result.tests))
        raise Misuse(f"No test of {result.id} has {part!r} in its name. Its tests: {names}")
    return next((test for test in found if test.outcome is not Verdict.SOLVED), found[0])


def _words(kata: Kata, result: KataResult, test: CaseResult | None) -> Words:
    headline = f"{kata.id}  {kata.title}"
    if test is None:
        return Words(headline, result.verdict, result.message)
    about = f"{test.name}, under {test.start_method}: {test.outcome}"
    return Words(headline, about, test.message)


def _write(options: argparse.Namespace, seen: Observation, words: Words) -> None:
    if options.html:
        files.write(options.html, page(seen, words))
        print(f"The page is {options.html}")
    if options.trace:
        files.write(options.trace, trace(picture_of(seen)))
        print(f"The trace is {options.trace}; ui.perfetto.dev opens it")
