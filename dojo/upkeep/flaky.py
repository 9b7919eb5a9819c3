"""Does a verdict ever change? Repeats the proof while the cores are busy, on one core alone, recorded.

``python -m dojo.upkeep.flaky [K …] --runs 20``: exit code 1 at the first round that is off.
"""

import argparse
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from dojo import variables
from dojo.grading import ROOT

_BURN = "import os\nparent = os.getppid()\nwhile os.getppid() == parent:\n    sum(range(100000))"


@contextmanager
def busy_cores() -> Iterator[None]:
    """A process that computes for every core; they end with this one, however that ends."""
    cores = len(os.sched_getaffinity(0))
    burners = [subprocess.Popen([sys.executable, "-c", _BURN]) for _ in range(cores)]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


@contextmanager
def one_core() -> Iterator[None]:
    """Everything started in this block shares one core."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


@contextmanager
def recorded() -> Iterator[None]:
    """Every run is recorded, as for a picture."""
    yield


CONDITIONS = {"busy cores": busy_cores, "one core": one_core, "recorded": recorded}


def main(arguments: Sequence[str] | None = None) -> int:
    """Repeat the proof under each condition in turn."""
    parser = argparse.ArgumentParser(prog="dojo.upkeep.flaky", description=__doc__)
    parser.add_argument("katas", nargs="*", metavar="K", help="ids or chapters; all if none")
    parser.add_argument("--runs", type=int, default=20, help="how often each answer is graded")
    options = parser.parse_args(arguments)
    command = [sys.executable, "-m", "dojo.upkeep.prove", "--quiet", *options.katas]
    conditions = itertools.cycle(CONDITIONS.items())
    for number, (name, condition) in zip(range(1, options.runs + 1), conditions, strict=False):
        print(f"round {number} of {options.runs}, {name}: ", end="", flush=True)
        with condition():
            more = ["--record", "all"] if condition is recorded else []
            done = subprocess.run([*command, *more], cwd=ROOT, check=False)
        if done.returncode != 0:
            return 1
    return 0


if __name__ == "__main__":
    variables.start_again_without_them("dojo.upkeep.flaky")
    sys.exit(main())
