"""A verdict is the answer's alone: what runs beside a right answer never changes it.

Each hostile answer in neighbour/ calls ``up`` once its attack has begun, goes on for three seconds,
and runs in a machine of its own, so that an arena that does not hold hurts nobody.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.grading import ROOT
from selftest.modes import namespaces_granted
from selftest.neighbours import RUNS, world

HERE = Path(__file__).parent / "neighbour"
QUIET = HERE / "quiet.py"
HOSTILE = sorted({*HERE.glob("*.py")} - {*HERE.glob("right_*.py")} - {QUIET})


def wrong_beside(hostile: Path, mode: str) -> list[str]:
    """What was said of right answers beside a hostile one, other than that they are solved."""
    if not namespaces_granted():
        pytest.skip("this system grants no namespaces to this user")
    if ROOT.is_relative_to("/tmp"):
        pytest.skip("the machine of its own has a /tmp of its own, without this repository")
    command = [sys.executable, "-m", "selftest.neighbours", mode, str(hostile)]
    done = subprocess.run(world(command), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: list[str] = json.loads(done.stdout.splitlines()[-1])
    assert len(told) == RUNS
    return [wrong for wrong in told if wrong != "solved"]


def test_there_are_many_kinds() -> None:
    assert len(HOSTILE) >= 11


@pytest.mark.timeout(300)
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda path: path.stem)
def test_a_right_answer_is_solved_beside_a_hostile_one(hostile: Path) -> None:
    assert wrong_beside(hostile, "namespaces") == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["namespaces", "plain"])
def test_a_right_answer_is_solved_beside_a_quiet_one(mode: str) -> None:
    assert wrong_beside(QUIET, mode) == []
