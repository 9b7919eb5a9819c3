"""A verdict is the answer's alone: what runs beside a right answer never changes it.

Each hostile answer in neighbour/ calls ``up`` once its attack has begun, goes on for three seconds,
and runs in a machine of its own, so that an arena that does not hold hurts nobody.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.grading import ROOT
from selftest.modes import namespaces_granted
from selftest.neighbours import RUNS, world

HERE = Path(__file__).parent / "neighbour"
HOSTILE = sorted(path for path in HERE.glob("*.py") if not path.name.startswith("right_"))
QUIET = HERE / "right_child.py"


def graded(mode: str, hostile: Path, tmp_path: Path) -> list[str]:
    """The verdicts on right answers beside a hostile one."""
    if not namespaces_granted():
        pytest.skip("this system grants no namespaces to this user")
    if ROOT.is_relative_to("/tmp"):
        pytest.skip("the machine of its own has a /tmp of its own, without this repository")
    command = [sys.executable, "-m", "selftest.neighbours", mode, str(hostile)]
    done = subprocess.run(
        world(command),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    told: list[str] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_there_are_many_kinds() -> None:
    assert len(HOSTILE) >= 11


@pytest.mark.timeout(300)
@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda path: path.stem)
def test_a_right_answer_is_solved_beside_a_hostile_one(hostile: Path, tmp_path: Path) -> None:
    assert graded("namespaces", hostile, tmp_path) == ["solved"] * RUNS


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["namespaces", "plain"])
def test_a_right_answer_is_solved_beside_a_quiet_one(mode: str, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.py"
    quiet.write_text("import time\n\ndef answer(up):\n    up()\n    time.sleep(3)\n")
    assert graded(mode, quiet, Path("/")) == ["solved"] * RUNS
