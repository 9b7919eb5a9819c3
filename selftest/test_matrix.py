"""`make matrix` finds the Pythons there are, and says which there are not."""

import sys
from pathlib import Path

import pytest

from dojo.upkeep import matrix


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose set-up makes a Python that passes every test, on a machine without Python."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(matrix, "SUPPORTED", ("3.98", "3.99"))
    (tmp_path / "dojo").mkdir()
    setup = tmp_path / "dojo" / "setup.sh"
    setup.write_text('mkdir -p "$2/bin" && ln -s "$PYTHON" "$2/bin/python"\n')
    return tmp_path


def program(path: Path, version: str, *, code: int = 0) -> Path:
    """A Python of this version, whose tests end with this exit code."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\n[ "$1" = -c ] && echo {version} && exit\nexit {code}\n')
    path.chmod(0o755)
    return path


def test_a_python_is_taken_for_what_it_says_it_is_and_not_for_its_name(root: Path) -> None:
    program(root / "bin/python3.98", "3.7")
    python = program(root / "pyenv/versions/3.98.1/bin/python3", "3.98")
    assert matrix.find_python("3.98") == python
    assert matrix.find_python("3.99") is None


def test_every_python_found_is_tried_and_every_other_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program(root / "bin/python3.98", "3.98")
    assert matrix.main([], root) == 0
    assert capsys.readouterr().out.endswith("Python 3.98  passed\nPython 3.99  not found\n")


def test_one_that_fails_fails_the_matrix_and_the_others_are_still_tried(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program(root / "bin/python3.98", "3.98", code=1)
    program(root / "bin/python3.99", "3.99")
    assert matrix.main([], root) == 1
    said = capsys.readouterr().out
    assert said.endswith("Python 3.98  FAILED: pytest's exit code 1\nPython 3.99  passed\n")


def test_no_python_at_all_is_not_a_success(root: Path) -> None:
    assert matrix.main([], root) == 2


def test_the_python_that_runs_this_is_found() -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert matrix.find_python(version)
