"""Live programs are never reported as deadlocked, and true deadlocks are still proved.

Each program in live/ returns by itself after about half a second, and looks blocked until then.
Where the system may refuse what it needs, its docstring says so: ``Refused: ErrorName, …``.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from selftest.modes import MODES, arena, staged

HERE = Path(__file__).parent
LIVE = sorted((HERE / "live").glob("*.py"))
ANSWERS = HERE / "answers"

DEADLOCKS = [
    "lock_twice",
    "lock_of_threads_twice",
    "empty_queue",
    "pipe_to_itself",
    "pipe_filled_by_itself",
    "join_before_drain",
    "both_read_first",
    "program_that_reads_a_pipe_held_open",
    "pause_with_nobody",
    "sigwait_with_nobody",
    "flock_of_two_descriptors",
    "flock_held_by_its_parent",
    "lockf_held_by_its_parent",
    "fifo_that_nobody_else_opens",
    "socket_pair",
    "datagrams_from_nobody",
    "listener_in_its_own_folder",
    "tcp_to_itself",
    "epoll_on_its_own_pipe",
    "select_on_nothing",
    "condition_that_nobody_notifies",
    "event_that_nobody_sets",
    "semaphore_of_zero",
    "barrier_for_two",
    "future_that_nobody_sets",
    "eventfd_that_stays_zero",
    "timer_that_is_not_armed",
    "alarm_taken_back",
    "threads_that_join_each_other",
    "stopped_child",
    "stopped_program",
    "worker_that_died_holding_a_lock",
    "grandchild_that_nobody_hears",
]
# Outside a namespace, any process of the user could still send something.
ONLY_IN_NAMESPACES = [
    "sysv_queue_that_stays_empty",
    "sysv_semaphore_of_zero",
    "abstract_listener",
    "tcp_listener",
    "udp_from_anybody",
]
# Once there was a timer. Whether the arena knows that it is gone is left open.
MAY_BE_CLAIMED = ["alarm_that_is_over", "socket_with_a_timeout_taken_back"]


def header(program: Path, name: str) -> list[str]:
    """The words of a line ``Name: word, word`` of a program's docstring."""
    found = re.search(rf"^{name}: (.+)$", program.read_text("utf-8"), re.MULTILINE)
    return re.split(r",\s*", found[1]) if found else []


def needs_are_met(program: Path) -> None:
    """Skip the test where this machine lacks a program that it starts."""
    for name in header(program, "Needs"):
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")


def of(program: Path) -> str:
    """A test's id."""
    return program.stem


def test_there_are_enough_programs_of_both_kinds() -> None:
    assert len(LIVE) >= 24
    assert len(DEADLOCKS) >= 12


@pytest.mark.parametrize("program", LIVE, ids=of)
def test_a_live_program_returns_in_plain_python(program: Path, tmp_path: Path) -> None:
    needs_are_met(program)
    staged(tmp_path, program, "k00_live")
    call = "import sys; sys.path[0] = '.'; import k00_live; sys.exit(not k00_live.solve(1))"
    done = subprocess.run(
        [sys.executable, "-c", call],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    refused = [error for error in header(program, "Refused") if f"\n{error}" in done.stderr]
    assert done.returncode == 0 or refused, done.stderr


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("program", LIVE, ids=of)
def test_a_live_program_is_never_reported_as_deadlocked(
    program: Path, mode: str, tmp_path: Path
) -> None:
    needs_are_met(program)
    folder = staged(tmp_path, program, "k00_live")
    seen = arena(folder, "k00_live", mode).run("solve", 1)
    if seen.ending.how == "raised" and seen.ending.error in header(program, "Refused"):
        return
    assert (seen.ending.how, bool(seen.ending.value)) == ("returned", True), str(seen)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("function", DEADLOCKS)
def test_a_true_deadlock_is_still_proved(function: str, mode: str) -> None:
    assert arena(ANSWERS, "k00_deadlocks", mode).run(function).ending.how == "stuck"


@pytest.mark.parametrize("function", ONLY_IN_NAMESPACES)
def test_in_namespaces_nothing_outside_can_end_a_wait(function: str) -> None:
    seen = arena(ANSWERS, "k00_deadlocks", "namespaces").run(function)
    assert seen.ending.how == "stuck"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("function", MAY_BE_CLAIMED)
def test_a_deadlock_whose_timer_has_expired_is_proved_or_runs_to_its_bound(
    function: str, mode: str
) -> None:
    seen = arena(ANSWERS, "k00_deadlocks", mode).within(seconds=1.0).run(function)
    assert seen.ending.how == "stuck" or seen.ending.bound == "time"
