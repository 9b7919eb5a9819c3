"""The figures of the README, measured: ``make bench`` prints a table with today's date.

Whole-process wall times, medians of several runs; a ratio's two sides are measured in turn, so that
it holds when the machine's speed drifts.
"""

import argparse
import gc
import multiprocessing
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from multiprocessing import resource_tracker, util
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from dojo import catalog, grading, variables
from dojo.arena.client import Arena
from dojo.arena.observation import Observation
from dojo.arena.probes import note
from dojo.grading import ROOT, START_METHODS, Subject

_ANSWER = """
from multiprocessing import Queue
def empty(): pass
def stuck(note):
    note()
    Queue().get()
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="dojo.upkeep.bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="how often the long ones are measured")
    options = parser.parse_args(arguments)
    print(
        f"Measured {datetime.now(UTC):%Y-%m-%d}, Python {sys.version.split()[0]}, {_cores()} cores"
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "k00_bench.py").write_text(_ANSWER, encoding="utf-8")
        arena = Arena(Path(folder), "k00_bench", "fork")
        _print_empty_run(arena, 60)
        _print_deadlock(arena, 20)
    _print_check("make check, all stubs", options.runs)
    _print_check("make k21, solved", options.runs, "k21", "--against", "solutions")
    _print_watch(options.runs)
    _print_solutions(options.runs)
    return 0


def _print_empty_run(arena: Arena, runs: int) -> None:
    context = multiprocessing.get_context("fork")
    bare, run = [], []
    for _ in range(runs):
        bare.append(_seconds(lambda: _start_and_join(context)))
        run.append(_seconds(lambda: arena.run("empty")))
    ratio = statistics.median(run) / statistics.median(bare)
    _row(
        "an arena run of an empty answer", f"{_ms(run)}, {ratio:.1f} x a bare Process ({_ms(bare)})"
    )


def _print_deadlock(arena: Arena, runs: int) -> None:
    seen = [arena.run("stuck", note("last")) for _ in range(runs)]
    _row("a deadlock, last progress to verdict", _ms([s.seconds - s.events[-1].at for s in seen]))


def _print_check(title: str, runs: int, *words: str) -> None:
    taken = [_seconds(lambda: _check(*words)) for _ in range(runs)]
    _row(title, f"{statistics.median(taken):.2f} s")


def _print_watch(runs: int) -> None:
    """From a save of k21 to what watch says, and beside it a cold pytest of the same file."""
    name = "k21_the_missing_comma"
    with tempfile.TemporaryDirectory() as copy:
        for part in ("katas", "tests", "guide", "dojo", "solutions"):
            shutil.copytree(ROOT / part, Path(copy) / part)
        for file in ("conftest.py", "pyproject.toml"):
            shutil.copy(ROOT / file, copy)
        answer = (ROOT / "solutions" / f"{name}.py").read_bytes()
        first, whole, cold = [], [], []
        with subprocess.Popen(
            [sys.executable, "-m", "dojo", "watch", "k21"], cwd=copy, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        ) as watch:  # fmt: skip
            said = iter(watch.stdout.readline if watch.stdout else str, "")
            _wait_for(said, "This is known as")
            for _ in range(runs):
                saved = time.perf_counter()
                (Path(copy) / "katas" / f"{name}.py").write_bytes(answer)
                _wait_for(said, "k21 fork: 6 of 6")
                first.append(time.perf_counter() - saved)
                _wait_for(said, "solved")
                whole.append(time.perf_counter() - saved)
                pytest = [sys.executable, "-m", "pytest", f"tests/test_{name}.py", "-q"]
                cold.append(_seconds(lambda: subprocess.run(pytest, cwd=copy, capture_output=True)))  # noqa: B023, PLW1510  # reason: called at once; how it ends is not the matter
            watch.terminate()
    ratio = statistics.median(whole) / statistics.median(cold)
    _row("watch k21, from a save to fork's tests", _ms(first))
    _row(
        "watch k21, from a save to the verdict",
        f"{_ms(whole)}, {ratio:.2f} x a cold pytest ({_ms(cold)})",
    )


def _wait_for(lines: Iterator[str], words: str) -> None:
    next(line for line in lines if words in line)


def _print_solutions(runs: int) -> None:
    """Grading them all, beside every program that this runs, bare: its process, and its children."""
    programs = _programs_of_the_solutions()
    bare, check = [], []
    for _ in range(runs):
        bare.append(_seconds(lambda: _run_all_bare(programs)))
        check.append(_seconds(lambda: _check("--against", "solutions")))
    starts = statistics.median(bare)
    taken = statistics.median(check)
    _row(
        "dojo check --against solutions",
        f"{taken:.2f} s, {taken / starts:.1f} x the same process starts, bare ({starts:.2f} s)",
    )
    counts = (sum(n for m, n in programs if m == method) for method in START_METHODS)
    told = ", ".join(f"{n} {method}" for n, method in zip(counts, START_METHODS, strict=True))
    print(f"  (that is {len(programs)} programs, which start {told})")


def _check(*words: str) -> None:
    command = [sys.executable, "-m", "dojo", "check", *words]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)


def _programs_of_the_solutions() -> list[tuple[str, int]]:
    """Start method and number of children of every run that grading the solutions takes."""
    found: list[tuple[str, int]] = []
    observation = Arena._observation  # noqa: SLF001  # reason: where every run comes by

    def counting(self: Arena, line: Connection) -> Observation:
        seen = observation(self, line)
        found.append((seen.start_method, len(seen.children())))
        return seen

    Arena._observation = counting  # type: ignore[method-assign]  # noqa: SLF001  # reason: for the time of one count
    try:
        subjects = [Subject(kata, kata.solution.parent) for kata in catalog.find(ROOT)]
        grading.grade(subjects, jobs=1)
    finally:
        Arena._observation = observation  # type: ignore[method-assign]  # noqa: SLF001  # reason: as above
    return found


def _run_all_bare(programs: Sequence[tuple[str, int]]) -> None:
    """As many at a time as there are cores, each forked from a process that has all it needs."""
    context = multiprocessing.get_context("fork")
    cores = _cores()
    workers = [context.Process(target=_run_bare, args=(programs[n::cores],)) for n in range(cores)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def _run_bare(programs: Sequence[tuple[str, int]]) -> None:
    for method, children in programs:
        pid = os.fork()
        if pid == 0:
            _be_a_program(method, children)
        os.waitpid(pid, 0)


def _be_a_program(method: str, children: int) -> NoReturn:
    """Start children that do nothing, one after another, as a program of its own would."""
    sys.modules["__main__"] = types.ModuleType("__main__")
    multiprocessing.set_start_method(method, force=True)
    for _ in range(children):
        child = multiprocessing.Process(target=gc.collect, args=(0,))
        child.start()
        child.join()
    util._exit_function()  # type: ignore[attr-defined]  # noqa: SLF001  # reason: as the program's end does; it removes the fork server's folder
    resource_tracker._resource_tracker._stop()  # type: ignore[attr-defined]  # noqa: SLF001  # reason: as above
    os._exit(0)


def _start_and_join(context: multiprocessing.context.ForkContext) -> None:
    process = context.Process(target=_nothing)
    process.start()
    process.join()


def _nothing() -> None:
    pass


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _ms(seconds: Sequence[float]) -> str:
    return f"{1000 * statistics.median(seconds):.1f} ms"


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _row(title: str, figure: str) -> None:
    print(f"  {title:<40} {figure}", flush=True)


if __name__ == "__main__":
    variables.start_again_without_them("dojo.upkeep.bench")
    sys.exit(main())
