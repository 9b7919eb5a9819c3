"""The figures of the README, measured: ``make bench`` prints a table with today's date.

Whole-process wall times, medians of several runs; a ratio's two sides are measured in turn, so that
it holds when the machine's speed drifts.
"""

import argparse
import contextlib
import io
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from dojo import catalog, grading
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
_BARE = """
import multiprocessing as mp, sys, time
def nothing(): pass
if __name__ == "__main__":
    mp.set_start_method(sys.argv[1])
    for _ in range(int(sys.argv[2])):
        p = mp.Process(target=nothing); p.start(); p.join()
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
    _print_check("make check, all stubs", [], options.runs)
    _print_check("dojo check --against solutions", ["--against", "solutions"], options.runs)
    _print_check("make k21, solved", ["k21", "--against", "solutions"], options.runs)
    _print_starts(options.runs)
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


def _print_check(title: str, words: list[str], runs: int) -> None:
    command = [sys.executable, "-m", "dojo", "check", *words]
    taken = [
        _seconds(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=False))
        for _ in range(runs)
    ]
    _row(title, f"{statistics.median(taken):.2f} s")


def _print_starts(runs: int) -> None:
    """The processes that grading all solutions starts, started bare, as many at a time."""
    started = _processes_of_the_solutions()
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "bare.py"
        script.write_text(_BARE, encoding="utf-8")
        taken = []
        for _ in range(max(runs // 2, 1)):
            jobs = [
                [sys.executable, str(script), method, str(-(-count // _cores()))]
                for method, count in started.items()
                for _ in range(_cores())
            ]
            taken.append(_seconds(partial(_run_all, jobs)))
    counts = ", ".join(f"{count} {method}" for method, count in sorted(started.items()))
    _row("the same process starts, bare", f"{statistics.median(taken):.2f} s ({counts})")


def _processes_of_the_solutions() -> Counter[str]:
    """How many processes grading the solutions starts, by start method, the answers' own included."""
    found: Counter[str] = Counter()
    run = Arena.run

    def counting(self: Arena, *args: object, **kwargs: object) -> Observation:
        seen = run(self, *args, **kwargs)  # type: ignore[arg-type]  # reason: passes on what it gets
        found["fork"] += 2  # supervisor and the answer's own process
        for process in seen.processes:
            if process.role == "child":
                found[process.started if process.started in START_METHODS else "spawn"] += 1
        return seen

    Arena.run = counting  # type: ignore[method-assign]  # reason: for the time of one count
    try:
        katas = catalog.find(ROOT)
        subjects = [Subject(kata, kata.solution.parent) for kata in katas]
        with contextlib.redirect_stdout(io.StringIO()):
            grading.grade(subjects, jobs=1)
    finally:
        Arena.run = run  # type: ignore[method-assign]  # reason: as above
    return found


def _run_all(commands: list[list[str]]) -> None:
    with ThreadPoolExecutor(_cores()) as pool:
        list(pool.map(_run, commands))


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)


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
    sys.exit(main())
