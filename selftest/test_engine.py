"""Single properties of the engine that other tests would not miss.

Each test fails when one small part of the arena is removed.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from dojo.arena import client, deadlock, kernel, limits
from dojo.arena.client import Arena, ArenaLost
from dojo.arena.limits import Limits
from dojo.arena.observation import Observation
from dojo.arena.probes import gate, hold, meet, note
from dojo.grading import ROOT
from selftest.modes import MODES, arena

ANSWERS = Path(__file__).parent / "answers"


def engine(mode: str, **limits: object) -> Arena:
    """The arena on the answers for these tests."""
    return arena(ANSWERS, "k00_engine", mode, limits=Limits(**limits))  # type: ignore[arg-type]  # reason: the fields of Limits, by name


# -- results -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "function",
    [
        "child_reports_a_result",
        "grandchild_reports_a_result",
        "orphan_reports_a_result",
        "program_reports_a_result",
    ],
)
def test_a_result_counts_only_if_the_root_sends_it(function: str, mode: str) -> None:
    seen = engine(mode).run(function)
    assert (seen.ending.how, seen.ending.value) == ("returned", 41)
    assert seen.of_kind("forged result")


@pytest.mark.parametrize("mode", MODES)
def test_a_childs_result_does_not_count_when_the_root_exits_without_one(mode: str) -> None:
    seen = engine(mode).run("child_reports_for_a_root_that_exits")
    assert (seen.ending.how, seen.ending.exit_code) == ("exited", 0)


@pytest.mark.parametrize("mode", MODES)
def test_a_second_result_of_the_root_does_not_count(mode: str) -> None:
    seen = engine(mode).run("root_reports_twice")
    assert seen.ending.value == 41
    assert seen.of_kind("forged result")


@pytest.mark.parametrize("mode", MODES)
def test_who_becomes_a_helper_was_not_left_when_the_call_returned(mode: str) -> None:
    seen = engine(mode).run("helper_that_is_not_yet_one")
    assert [process.role for process in seen.processes] == ["answer", "helper"]
    assert seen.at_return
    assert (seen.at_return.alive, seen.at_end.alive) == ((), ())


# -- ends ----------------------------------------------------------------------------------------


def children_of(pid: int) -> list[int]:
    """Pids of its living children, as this process sees them."""
    stats = [stat for stat in map(kernel.stat, kernel.all_pids()) if stat]
    return [stat.pid for stat in stats if stat.parent == pid and stat.state not in "ZX"]


def ancestors_of(pid: int) -> Iterator[int]:
    """Its parent, the parent of that, and so on."""
    while (stat := kernel.stat(pid)) is not None and stat.parent:
        pid = stat.parent
        yield pid


def gone(pid: int) -> bool:
    """Whether this process ends, and soon."""
    for _ in range(3000):
        if not kernel.lives(pid):
            return True
        time.sleep(0.001)  # reason: bounds what has already gone wrong
    return False


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """While this lasts, a process can do nothing."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("mode", MODES)
def test_the_answers_process_dies_with_its_supervisor_even_if_nothing_else_kills_it(
    mode: str,
) -> None:
    with engine(mode, seconds=50).start("tree_that_sleeps", note("up")) as live:
        (up,) = live.wait_for("up")
        preloaded = client.shared(cast(limits.Isolation, mode)).pid
        assert preloaded is not None
        above = [*ancestors_of(live.outside(up.pid))]
        supervisor = above[above.index(preloaded) - 1]
        below = [live.outside(up.pid), *above[: above.index(supervisor)]]
        with stopped(preloaded):
            os.kill(supervisor, signal.SIGKILL)
            assert all(map(gone, below))
        with suppress(ArenaLost):
            live.end()
    assert engine(mode).run("children_one_after_another", 1).ending.how == "returned"


def told_by(program: str) -> Any:
    """What a program that uses parts of the arena prints, which is JSON."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


_WHO_SEES_A_DEATH = """
import os, select, signal, time
from dojo.arena import kernel, tree

kernel.become_subreaper()
reader, writer = os.pipe()
line, told = os.pipe()


def watch(others):
    poll = select.poll()
    for pid in others:
        poll.register(os.pidfd_open(pid), select.POLLIN)
    os.write(told, b".")
    poll.poll()
    os.write(writer, b"x")
    os._exit(0)


pids = []
go_reader, go_writer = os.pipe()
for _ in range(3):
    pid = os.fork()
    if pid == 0:
        all_of_them = {int(pid) for pid in os.read(go_reader, 100).split()}
        watch(all_of_them - {os.getpid()})
    pids.append(pid)
for _ in pids:
    os.write(go_writer, " ".join(map(str, pids)).ljust(100).encode())
for _ in pids:
    os.read(line, 1)


def slowly(send):
    def sent(target, number, *rest):
        send(target, number, *rest)
        if number == signal.SIGKILL:
            time.sleep(0.1)

    return sent


os.kill, signal.pidfd_send_signal = slowly(os.kill), slowly(signal.pidfd_send_signal)
tree.end_descendants(os.getpid(), frozenset())
os.close(writer)
print(len(os.read(reader, 10)))
"""


def test_no_process_of_a_tree_sees_another_die_when_the_tree_is_killed() -> None:
    """It could start a new one. So all are stopped before the first is killed."""
    assert told_by(_WHO_SEES_A_DEATH) == 0


_A_PID_USED_AGAIN = """
import json, subprocess
from dataclasses import replace
from dojo.arena import kernel
from dojo.arena.tree import Tree

kernel.become_subreaper()
tree = Tree(0.0)
with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as child:
    tree.sweep()
    before = tree.births
    true_stat = kernel.stat

    def stat(pid):
        found = true_stat(pid)
        return replace(found, started=found.started + 1) if found and pid == child.pid else found

    kernel.stat = stat
    tree.sweep()
    tree.sweep()
    ended = [process.end is not None for process in tree.seen() if process.pid == child.pid]
    print(json.dumps([before, tree.births, ended]))
"""


def test_a_reused_pid_is_another_process() -> None:
    before, after, ended = told_by(_A_PID_USED_AGAIN)
    assert after == before + 1
    assert ended in ([False], [True, False])  # the second record may take the place of the first


# -- patience, meetings, bounds ------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
def test_starting_one_program_after_another_is_not_polling(mode: str) -> None:
    seen = engine(mode).run("runs_programs_beside_a_hold", hold("h"), 12)
    assert seen.ending.value == 0
    assert not seen.of_kind("polls")


@pytest.mark.parametrize("mode", MODES)
def test_a_dead_process_does_not_count_at_a_meeting_even_if_its_connection_is_open(
    mode: str,
) -> None:
    parts = (meet("m", 2), gate("fork"), note("forked"), gate("then"))
    with engine(mode).start("one_comes_when_the_other_is_dead", *parts) as live:
        live.wait_for("m")
        live.open("fork")
        (first,) = live.wait_for("forked")
        killed = live.outside(first.pid)
        live.kill(first.pid, signal.SIGKILL)
        assert gone(killed)
        live.open("then")
        seen = live.end()
    assert seen.of_kind("refused", "m")


def bound_of(seen: Observation) -> tuple[str, str | None]:
    """How it ended, and at which bound."""
    return seen.ending.how, seen.ending.bound


@pytest.mark.parametrize("mode", MODES)
def test_the_total_number_of_processes_is_bounded_however_few_live_at_once(mode: str) -> None:
    few = engine(mode, births=12, processes=40)
    assert bound_of(few.run("children_one_after_another", 40)) == ("bounded", "processes")
    assert few.run("children_one_after_another", 5).ending.how == "returned"


@pytest.mark.parametrize("mode", MODES)
def test_time_spent_waiting_for_a_core_does_not_count(mode: str) -> None:
    seen = engine(mode, seconds=1.5).run("computes_beside_hogs", 2.25, 4)
    assert bound_of(seen) == ("returned", None), str(seen)


@pytest.mark.parametrize("mode", MODES)
def test_time_spent_running_counts(mode: str) -> None:
    seen = engine(mode, seconds=0.5).run("computes_beside_hogs", 30.0, 0)
    assert bound_of(seen) == ("bounded", "time")


def test_a_thread_that_is_just_ending_may_be_closed_to_us(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: str, memory: str) -> str:
        if path.endswith("syscall"):
            raise PermissionError(path)
        return memory if path.endswith("statm") else whole(path)

    whole, pid = kernel.read, os.getpid()
    monkeypatch.setattr(kernel, "read", partial(read, memory="0 0 0 0 0 0 0\n"))
    assert {thread.call for thread in kernel.threads(pid)} == {None}
    assert not deadlock.everyone_waits(deadlock.look([pid]))
    monkeypatch.setattr(kernel, "read", partial(read, memory="6300 4900 1200 1 0 3500 0\n"))
    with pytest.raises(kernel.Unreadable):
        list(kernel.threads(pid))
