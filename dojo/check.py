"""``dojo check [K …]``: grade katas, show the scoreboard, write the results for programs."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from dojo import catalog, grading
from dojo.catalog import Kata
from dojo.command import ROOT, Misuse
from dojo.grading import Interrupted, Subject
from dojo.report import files, screen
from dojo.staging import stage
from dojo.verdict import KataResult, Verdict

_IN_FULL = 3  # at most so many katas are shown in full


def main(arguments: Sequence[str]) -> int:
    """Grade, write and show; returns the exit code."""
    options = _parser().parse_args(arguments)
    katas = catalog.find(ROOT)
    against = Path(options.against) if options.against else ROOT / "katas"
    words = options.katas or _named_by(against)
    chosen = catalog.select(katas, words)
    methods = _methods(options.start or ",".join(grading.START_METHODS))
    in_full = bool(words) and len(chosen) <= _IN_FULL
    # For a learner's scoreboard it is enough that a kata is not solved under the first of them.
    at_once = options.start or options.against or in_full
    rounds = [methods] if at_once else [methods[:1], methods[1:]]
    if options.jobs is not None and options.jobs < 1:
        raise Misuse("-j takes a number from 1 on")
    _write(options, files.nothing_told(chosen))
    with _answers(chosen, against) as subjects:
        try:
            results = _graded(chosen, subjects, rounds, options.jobs)
        except Interrupted as interrupted:
            told = {result.id: result for result in interrupted.graded}
            _write(options, [told.get(r.id, r) for r in files.nothing_told(chosen)])
            raise
    _write(options, results)
    _show(chosen, results, in_full=in_full)
    return _exit_code(results)


def _parser() -> argparse.ArgumentParser:
    check = argparse.ArgumentParser(prog="dojo check", description="Grade katas.")
    check.add_argument(
        "katas", nargs="*", metavar="K", help="k21, k2 (a chapter), a name; all if none"
    )
    check.add_argument(
        "--against", metavar="PATH", help="a folder of answers, or one file for one kata"
    )
    check.add_argument(
        "--start", metavar="METHODS", help="of fork,spawn,forkserver; all if not given"
    )
    check.add_argument("--json", metavar="FILE", type=Path, help="write the results as JSON")
    check.add_argument("--junit", metavar="FILE", type=Path, help="write the results as JUnit XML")
    check.add_argument("-j", metavar="N", dest="jobs", type=int, help="katas' tests at a time")
    return check


def _named_by(against: Path) -> list[str]:
    """A single file says by its name which kata it answers, unless the command line does."""
    if not against.is_file():
        return []
    if not against.stem[:3].startswith("k"):
        raise Misuse(
            f"Which kata does {against} answer? Say it: dojo check k21 --against {against}"
        )
    return [against.stem[:3]]


def _methods(text: str) -> list[str]:
    methods = [word.strip() for word in text.split(",") if word.strip()]
    for method in methods:
        if method not in grading.START_METHODS:
            raise Misuse(
                f"{method!r} is no start method; there are {', '.join(grading.START_METHODS)}"
            )
    if not methods:
        raise Misuse(f"--start takes some of {','.join(grading.START_METHODS)}")
    return list(dict.fromkeys(methods))


@contextmanager
def _answers(katas: Sequence[Kata], against: Path) -> Iterator[list[Subject]]:
    if against.is_dir():
        yield [Subject(kata, against.resolve()) for kata in katas if _in(against, kata).is_file()]
    elif against.is_file():
        if len(katas) != 1:
            raise Misuse(f"{against} is one file, for one kata; {len(katas)} katas were asked for")
        with stage() as place:
            yield [Subject(katas[0], place.place(katas[0], against, "answer"))]
    else:
        raise Misuse(f"There is no file or folder {against}")


def _in(folder: Path, kata: Kata) -> Path:
    return folder / f"{kata.name}.py"


def _graded(
    katas: Sequence[Kata],
    subjects: Sequence[Subject],
    rounds: Sequence[Sequence[str]],
    jobs: int | None,
) -> list[KataResult]:
    """A result for every kata, those without an answer included.

    A round of start methods is only for those that were solved in the rounds before.
    """
    graded: dict[str, KataResult] = {}
    with _progress() as advance:
        for methods in rounds:
            still = [s for s in subjects if _solved_so_far(graded, s.kata)]
            if not still:
                break
            try:
                found = grading.grade(
                    still, start_methods=methods, jobs=jobs, on_result=lambda _: advance()
                )
            except Interrupted as interrupted:
                told = [r for r in graded.values() if r.verdict is not Verdict.SOLVED]
                told += [  # solved is only who is so under all start methods
                    r
                    for r in interrupted.graded
                    if r.verdict is not Verdict.SOLVED or methods is rounds[-1]
                ]
                raise Interrupted(told) from None
            for result in found:
                before = graded.get(result.name)
                graded[result.name] = result.after(before) if before else result
    return [graded.get(kata.name) or _no_answer(kata) for kata in katas]


def _solved_so_far(graded: dict[str, KataResult], kata: Kata) -> bool:
    return kata.name not in graded or graded[kata.name].verdict is Verdict.SOLVED


def _no_answer(kata: Kata) -> KataResult:
    text = f"There is no file {kata.name}.py among the answers."
    return KataResult(kata.id, kata.name, Verdict.NOT_YET, message=text)


@contextmanager
def _progress() -> Iterator["_Advance"]:
    console = Console(stderr=True)
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TextColumn("tests"))
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        yield _Advance(bar)


class _Advance:
    """Counts tests as they finish; how many there are is known only when all are collected."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._task = bar, bar.add_task("", total=None)

    def __call__(self) -> None:
        self._bar.advance(self._task)


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


def _exit_code(results: Sequence[KataResult]) -> int:
    verdicts = {result.verdict for result in results}
    if Verdict.COULD_NOT_TELL in verdicts:
        return 2
    return 0 if verdicts == {Verdict.SOLVED} else 1
