"""Programs woken by a process outside the run are never reported as deadlocked.

Where namespaces hide that process, the program fails to find it, or runs to its bound. A program
that only listens is deadlocked there: ``In namespaces: stuck`` in its docstring says so.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from selftest.modes import MODES, arena
from selftest.test_live import header, of

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "live_stranger").glob("*.py"))
SECONDS = 4.0  # longer than the stranger leaves anybody waiting


@pytest.fixture
def stranger() -> Iterator[str]:
    """Addresses of a process that runs meanwhile, as JSON, which is a dict of Python, too."""
    with (
        tempfile.TemporaryDirectory(prefix="katas-stranger-", dir="/var/tmp") as folder,
        subprocess.Popen(
            [sys.executable, str(HERE / "stranger.py"), folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        yield process.stdout.readline()
        process.communicate()


def staged(place: Path, program: Path, stranger: str) -> Path:
    """A folder with the program, which knows the addresses, as k00_live.py."""
    text = program.read_text("utf-8")
    (place / "k00_live.py").write_text(f"{text}\n\nSTRANGER = {stranger}\n", encoding="utf-8")
    return place


@pytest.mark.parametrize("program", PROGRAMS, ids=of)
def test_in_plain_python_the_process_outside_wakes_it(
    program: Path, stranger: str, tmp_path: Path
) -> None:
    staged(tmp_path, program, stranger)
    call = "import sys; sys.path[0] = '.'; import k00_live; sys.exit(not k00_live.solve(1))"
    done = subprocess.run(
        [sys.executable, "-c", call],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    refused = [error for error in header(program, "Refused") if f"\n{error}" in done.stderr]
    assert done.returncode == 0 or refused, done.stderr


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("program", PROGRAMS, ids=of)
def test_a_program_woken_from_outside_is_never_reported_as_deadlocked(
    program: Path, mode: str, stranger: str, tmp_path: Path
) -> None:
    folder = staged(tmp_path, program, stranger)
    seen = arena(folder, "k00_live", mode).within(seconds=SECONDS).run("solve", 1)
    allowed = {"returned", "raised", "bounded"}
    if mode == "namespaces":
        allowed |= set(header(program, "In namespaces"))
    assert seen.ending.how in allowed, str(seen)
    if seen.ending.how == "bounded":
        assert seen.ending.bound == "time"


def test_in_plain_mode_a_server_outside_can_be_reached(stranger: str, tmp_path: Path) -> None:
    (program,) = (p for p in PROGRAMS if p.stem == "tcp")
    folder = staged(tmp_path, program, stranger)
    assert arena(folder, "k00_live", "plain").run("solve", 1).ending.value == 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["flock_in_shared_memory", "fifo_in_shared_memory"])
def test_a_file_in_shared_memory_that_the_run_only_opened_is_kept_and_not_its_leftover(
    name: str, mode: str, stranger: str, tmp_path: Path
) -> None:
    (program,) = (p for p in PROGRAMS if p.stem == name)
    folder = staged(tmp_path, program, stranger)
    shared = Path(json.loads(stranger)["shared"])
    theirs = set(shared.parent.glob(f"{shared.name}.*"))
    seen = arena(folder, "k00_live", mode).within(seconds=SECONDS).run("solve", 1)
    assert seen.at_end.shared_memory == ()
    assert theirs == set(shared.parent.glob(f"{shared.name}.*")) != set()
