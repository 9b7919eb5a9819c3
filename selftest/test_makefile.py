"""The Makefile passes on what was asked for, and explains itself."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KATA = "katas/k21_the_missing_comma.py"

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the Makefile, a set-up that is done, and a Python that says how it was called."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for file, text in {
        "dojo/setup.sh": "",
        ".venv/bin/python": '#!/bin/sh\necho "$@"\nexit ${CODE:-0}\n',
        KATA: "the learner's work\n",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text(text)
    (tmp_path / ".venv/bin/python").chmod(0o755)
    return tmp_path


def make(project: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments],
        cwd=project,
        env={"PATH": os.environ["PATH"], "CODE": str(int("CODE=1" in arguments)), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        (["check"], "-m dojo check"),
        (["check", "K=k21"], "-m dojo check k21"),
        (["check", "K=k21 k3"], "-m dojo check k21 k3"),
        (["check", "ARGS=--start spawn"], "-m dojo check --start spawn"),
        (["k21"], "-m dojo check k21"),
        (["k2"], "-m dojo check k2"),
        (["k21_the_missing_comma"], "-m dojo check k21_the_missing_comma"),
        ([KATA], f"-m dojo check {KATA}"),
        (["new", "K=k28_its_name"], "-m dojo.upkeep.new k28_its_name"),
        (["solutions-branch"], "-m dojo.upkeep.solutions_branch"),
        (["flaky", "K=k21", "RUNS=3"], "-m dojo.upkeep.flaky k21 --runs 3"),
        (["report", "K=k2"], "-m dojo report k2"),
        (["bench"], "-m dojo.upkeep.bench"),
        (["matrix"], "-m dojo.upkeep.matrix"),
    ],
    ids=" ".join,
)
def test_a_target_is_a_thin_name_for_a_command(
    project: Path, asked: list[str], called: str
) -> None:
    done = make(project, *asked)
    assert (done.stdout.strip(), done.stderr, done.returncode) == (called, "", 0)


def test_an_exit_code_that_is_not_0_costs_one_line_of_makes_own_words(project: Path) -> None:
    done = make(project, "k21", "CODE=1")
    assert done.returncode == 2
    assert re.fullmatch(r"make: \*\*\* \[.*k21\] Error 1\n", done.stderr)


def test_variables_that_change_python_do_not_reach_it(project: Path) -> None:
    python = project / ".venv/bin/python"
    python.write_text('#!/bin/sh\necho "${PYTHONHOME-}${PYTHONSAFEPATH-}${PYTHONPATH-}$PYTHON"\n')
    done = make(
        project, "k21", PYTHONHOME="a", PYTHONSAFEPATH="b", PYTHONPATH="c", PYTHON="python3"
    )
    assert done.stdout == "python3\n"


def test_the_learners_file_is_never_a_thing_that_make_makes(project: Path) -> None:
    make(project, KATA, "CODE=1")
    assert (project / KATA).read_text() == "the learner's work\n"


def test_make_alone_explains_every_target(project: Path) -> None:
    said = make(project).stdout
    targets = re.findall(r"^\.PHONY: ([a-z-]+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    steps = {"setup", "setup-watch", "setup-dev"}
    assert len(targets) > 10
    for target in set(targets) - steps:
        assert re.search(rf"^  make {target} +\S", said, re.MULTILINE), target


def test_clean_leaves_a_venv_alone_that_the_project_did_not_make(project: Path) -> None:
    make(project, "clean")
    assert (project / ".venv/bin/python").exists()

    (project / ".venv/.process-katas").mkdir()
    make(project, "clean")
    assert not (project / ".venv").exists()
    assert (project / KATA).exists()
