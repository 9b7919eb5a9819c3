"""What runs beside a right answer never changes its verdict.

Each hostile answer in neighbour/ calls ``up`` once its attack has begun, and continues until the
test breaks it off. All of it runs in namespaces of its own: a defect of the arena harms nothing else.
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
    """The wrong verdicts on right answers graded beside a hostile one."""
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


def test_there_are_enough_kinds_of_attack() -> None:
    assert len(HOSTILE) >= 11


@pytest.mark.timeout(300)
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda path: path.stem)
def test_a_right_answer_is_solved_beside_a_hostile_one(hostile: Path) -> None:
    assert wrong_beside(hostile, "namespaces") == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["namespaces", "plain"])
def test_a_right_answer_is_solved_beside_a_quiet_one(mode: str) -> None:
    assert wrong_beside(QUIET, mode) == []
