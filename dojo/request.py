"""What a grading command was asked for: which katas, whose answers, under which start methods."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from dojo import catalog, grading
from dojo.catalog import Kata
from dojo.command import ROOT, Misuse
from dojo.grading import Interrupted, Subject
from dojo.practice import log
from dojo.staging import stage
from dojo.verdict import KataResult, Verdict


@dataclass(frozen=True)
class Request:
    """Made by ``of``. ``against`` is the folder, or the file, with the answers.

    ``own``: they are the repository's own, the learner's work. ``of_some``: katas were named.
    """

    katas: tuple[Kata, ...]
    against: Path
    methods: tuple[str, ...]
    jobs: int | None
    own: bool
    of_some: bool

    def grade(
        self, rounds: Sequence[Sequence[str]] = (), *, record: bool = False
    ) -> list[KataResult]:
        """Return a result for every kata, those without an answer included.

        ``rounds`` are start methods one after another, all at once if not given; a round is only for
        those that were solved in the rounds before. Results of the learner's own work are noted in
        the log. Raises Misuse, GraderFailed and Interrupted.
        """
        before = [log.contents(kata) for kata in self.katas]
        results = self._grade(rounds or [self.methods], record=record)
        if self.own:
            for kata, result, held in zip(self.katas, results, before, strict=True):
                log.record(ROOT, kata, result, self.methods, before=held)
        return results

    def _grade(self, rounds: Sequence[Sequence[str]], *, record: bool) -> list[KataResult]:
        graded: dict[str, KataResult] = {}
        with _answers(self.katas, self.against) as subjects, _progress() as advance:
            for methods in rounds:
                still = [s for s in subjects if _solved_so_far(graded, s.kata)]
                if not still:
                    break
                try:
                    found = grading.grade(
                        still,
                        start_methods=methods,
                        jobs=self.jobs,
                        record=self.methods if record else (),
                        on_result=lambda _: advance(),
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
                    earlier = graded.get(result.name)
                    graded[result.name] = result.after(earlier) if earlier else result
        return [graded.get(kata.name) or _no_answer(kata) for kata in self.katas]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The arguments that every grading command takes."""
    parser.add_argument(
        "katas", nargs="*", metavar="K", help="k21, k2 (a chapter), a name; all if none"
    )
    parser.add_argument(
        "--against", metavar="PATH", help="a folder of answers, or one file for one kata"
    )
    parser.add_argument(
        "--start", metavar="METHODS", help="of fork,spawn,forkserver; all if not given"
    )
    parser.add_argument("-j", metavar="N", dest="jobs", type=int, help="katas' tests at a time")


def of(options: argparse.Namespace) -> Request:
    """What these options ask for. Raises CatalogError, and Misuse when it cannot be."""
    katas = catalog.find(ROOT)
    against = Path(options.against) if options.against else ROOT / "katas"
    words = options.katas or _named_by(against)
    chosen = catalog.select(katas, words)
    methods = _methods(options.start or ",".join(grading.START_METHODS))
    if options.jobs is not None and options.jobs < 1:
        raise Misuse("-j takes a number from 1 on")
    return Request(chosen, against, methods, options.jobs, not options.against, bool(words))


def exit_code(results: Sequence[KataResult]) -> int:
    """0 when all are solved, 1 when some are not, 2 when the grader could not tell."""
    verdicts = {result.verdict for result in results}
    if Verdict.COULD_NOT_TELL in verdicts:
        return 2
    return 0 if verdicts == {Verdict.SOLVED} else 1


def _named_by(against: Path) -> list[str]:
    """A single file says by its name which kata it answers, unless the command line does."""
    if not against.is_file():
        return []
    if not against.stem[:3].startswith("k"):
        raise Misuse(f"Which kata does {against} answer? Say it, too: k21 --against {against}")
    return [against.stem[:3]]


def _methods(text: str) -> tuple[str, ...]:
    methods = [word.strip() for word in text.split(",") if word.strip()]
    for method in methods:
        if method not in grading.START_METHODS:
            raise Misuse(
                f"{method!r} is no start method; there are {', '.join(grading.START_METHODS)}"
            )
    if not methods:
        raise Misuse(f"--start takes some of {','.join(grading.START_METHODS)}")
    return tuple(dict.fromkeys(methods))


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
