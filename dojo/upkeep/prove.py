"""Is the set sound? Grades stubs, solutions and all variants, and compares with what each must get.

``python -m dojo.upkeep.prove k21 …`` prints a line for each answer; exit code 1 if one is off.
"""

import argparse
import itertools
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dojo import catalog, grading, variables
from dojo.catalog import Kata
from dojo.grading import Subject
from dojo.staging import Stage, stage
from dojo.verdict import KataResult, Verdict

UNNAMED = "unnamed_"  # begins the name of a wrong answer that is a slip, not a misconception


@dataclass(frozen=True)
class Claim:
    """An answer and what it must get: ``solved``, or anything else but ``could not tell``.

    ``misconception`` is the one that must be named, empty if none may be, None where any will do.
    """

    subject: Subject
    solved: bool
    misconception: str | None

    @property
    def is_right_variant(self) -> bool:
        """Whether it is one of the right answers beside the solution."""
        return self.subject.label.startswith("right.")

    def kept_by(self, result: KataResult) -> bool:
        """Whether this result is what was claimed."""
        if self.solved:
            return result.verdict is Verdict.SOLVED
        if result.verdict in (Verdict.SOLVED, Verdict.COULD_NOT_TELL):
            return False
        return self.misconception in (None, result.misconception or "")


def claims(katas: Iterable[Kata], place: Stage) -> Iterator[Claim]:
    """All that the files of these katas claim, each answer staged under its kata's name."""
    for kata in katas:
        yield Claim(Subject(kata, kata.stub.parent, "stub"), solved=False, misconception=None)
        yield Claim(
            Subject(kata, kata.solution.parent, "solution"), solved=True, misconception=None
        )
        for folder, solved in ((kata.wrong, False), (kata.right, True)):
            for variant in sorted(p for p in folder.glob("*") if _is_variant(p)):
                label = f"{folder.parent.name}.{variant.stem}"
                place_in = place.place(kata, variant, label)
                name = "" if solved or variant.stem.startswith(UNNAMED) else variant.stem
                yield Claim(Subject(kata, place_in, label), solved=solved, misconception=name)


def prove(
    made: Sequence[Claim],
    start_methods: tuple[str, ...],
    *,
    jobs: int | None,
    record: str,
    until_named: bool,
    right_in_turn: bool,
) -> list[tuple[Claim, KataResult]]:
    """Grade all of it; what the choices mean is said below. Raises grading.GraderFailed."""
    # Begun at another one for each Python, so that three in a row have everything under every one.
    turns = itertools.islice(itertools.cycle(start_methods), sys.version_info.minor, None)
    batches: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Claim]] = {}
    for claim, method in zip(made, turns, strict=False):
        under = (method,) if right_in_turn and claim.is_right_variant else start_methods
        recorded = {"none": (), "in turn": (method,), "all": under}[record]
        batches.setdefault((under, recorded), []).append(claim)
    proved: list[tuple[Claim, KataResult]] = []
    for (under, recorded), batch in batches.items():
        results = grading.grade(
            [claim.subject for claim in batch],
            start_methods=under,
            jobs=jobs,
            record=recorded,
            until_named=until_named,
        )
        proved += zip(batch, results, strict=True)
    return proved


def _is_variant(path: Path) -> bool:
    return path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what every answer got, and how many tests that took."""
    parser = argparse.ArgumentParser(prog="dojo.upkeep.prove", description=__doc__)
    parser.add_argument("katas", nargs="*", metavar="K", help="ids or chapters; all if none")
    parser.add_argument("--start", default=",".join(grading.START_METHODS))
    parser.add_argument("--verbose", action="store_true", help="print every message")
    parser.add_argument("--quiet", action="store_true", help="print only what is off")
    parser.add_argument("--messages", type=Path, help="write each unsolved answer's message here")
    parser.add_argument(
        "--record", choices=("none", "in turn", "all"), default="none",
        help="record runs, as for a picture: every one, or one start method's of each answer",
    )  # fmt: skip
    parser.add_argument(
        "--until-named", action="store_true",
        help="run no test that cannot change what a verdict says, with -j 1",
    )  # fmt: skip
    parser.add_argument(
        "--right-in-turn", action="store_true",
        help="grade each right variant under one start method, a different one with the next Python",
    )  # fmt: skip
    parser.add_argument("-j", dest="jobs", type=int, help="tests at a time")
    options = parser.parse_args(arguments)
    katas = catalog.select(catalog.find(grading.ROOT), options.katas)
    with stage() as place:
        proved = prove(
            list(claims(katas, place)),
            tuple(options.start.split(",")),
            jobs=options.jobs,
            record=options.record,
            until_named=options.until_named,
            right_in_turn=options.right_in_turn,
        )
    for claim, result in proved:
        if options.messages and not claim.solved:
            _write(options.messages / claim.subject.kata.id, claim.subject.label, result)
        kept = claim.kept_by(result)
        if not (kept and options.quiet):
            _print(claim, result, kept=kept, message=options.verbose or not kept)
    tests = [test for _, result in proved for test in result.tests]
    run = [test for test in tests if not test.message.startswith(grading.NOT_RUN)]
    off = sum(not claim.kept_by(result) for claim, result in proved)
    print(f"{len(proved)} answers, {len(run)} tests run of {len(tests)}, {off} answers off")
    return 1 if off else 0


def _write(folder: Path, label: str, result: KataResult) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    named = f"{result.verdict} ({result.misconception or 'no misconception named'})"
    (folder / f"{label}.txt").write_text(f"{named}\n{result.message}\n", encoding="utf-8")


def _print(claim: Claim, result: KataResult, *, kept: bool, message: bool) -> None:
    answer = f"{claim.subject.kata.id} {claim.subject.label}"
    named = f", {result.misconception}" if result.misconception else ""
    print(f"{'ok ' if kept else 'OFF'} {answer}: {result.verdict}{named}")
    if message:
        print("\n".join(f"      {line}" for line in result.message.splitlines()))


if __name__ == "__main__":
    variables.start_again_without_them("dojo.upkeep.prove")
    sys.exit(main())
