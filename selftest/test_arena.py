"""The arena keeps its promises. Every test runs real processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dojo.arena import client, confine, kernel, traces
from dojo.arena.client import Arena, ArenaLost, NeverReached
from dojo.arena.limits import Isolation, Limits
from dojo.arena.observation import Observation, Opaque
from dojo.arena.probes import (
    adopted,
    before,
    bystander,
    cell,
    chain,
    choose,
    connect,
    die,
    fail,
    gate,
    hold,
    in_turn,
    kill_late,
    leave,
    look,
    meet,
    note,
    on_signal,
    own_gate,
    packed,
    send_in_parts,
    slow_to_add,
    steps,
    taken,
    tell,
)
from dojo.grading import START_METHODS

HERE = Path(__file__).parent
ROOT = HERE.parent
MIB = 1024 * 1024
ISOLATIONS: tuple[Isolation, ...] = ("namespaces", "plain")


@pytest.fixture(params=ISOLATIONS)
def isolation(request: pytest.FixtureRequest) -> Isolation:
    """With namespaces, where this system grants them, and without."""
    return request.param  # type: ignore[no-any-return]  # reason: one of ISOLATIONS


@pytest.fixture(params=START_METHODS)
def arena(request: pytest.FixtureRequest, isolation: Isolation) -> Arena:
    """The arena on the answer with a function for each promise, under each start method."""
    return on(request.param, isolation=isolation)


def on(start_method: str, **options: object) -> Arena:
    """The same under one start method."""
    return Arena(HERE / "answers", "k00_arena", start_method, **options)  # type: ignore[arg-type]  # reason: a test's short hand


def gone(*pids: int) -> bool:
    """Whether all these processes end, and soon."""
    for _ in range(3000):
        if not any(map(kernel.lives, pids)):
            return True
        time.sleep(0.001)  # reason: bounds what has already gone wrong
    return False


# -- the run --------------------------------------------------------------------------------------


def test_the_start_method_is_set_before_the_answer_is_imported(arena: Arena) -> None:
    assert arena.run("start_method_at_import").ending.value == arena.start_method


def test_nothing_of_the_answer_is_imported_by_the_test_process(arena: Arena) -> None:
    arena.run("start_method_at_import")
    assert "k00_arena" not in sys.modules


def test_children_are_started_as_the_start_method_says(arena: Arena) -> None:
    (child,) = arena.run("child_tells", note("here")).children()
    assert child.started == arena.start_method


def test_a_child_is_seen_with_its_pid_and_its_exit_code(arena: Arena) -> None:
    seen = arena.run("child_tells", leave(3))
    (child,) = seen.children()
    assert (child.pid, child.exit_code) == seen.ending.value == (child.pid, 3)


def test_plain_values_come_back_as_they_are_and_others_as_a_description() -> None:
    *plain, other = on("fork").run("values").ending.value
    assert plain == [None, True, 7, 1.5, "é", b"\x00", (1,), {1: {2}}, frozenset({3})]
    assert isinstance(other, Opaque)
    assert "object object" in other.text


def test_streams_are_kept_apart_and_standard_input_is_empty() -> None:
    seen = on("fork").run("speak")
    assert (seen.stdout, seen.stderr, seen.ending.value) == ("to stdout\n", "to stderr\n", "")


def test_the_environment_does_not_change_what_katas_teach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("PYTHONOPTIMIZE", "1")
    seen = on("fork", cold=True).run("environment")
    assert seen.ending.value == ["PYTHONDONTWRITEBYTECODE", "PYTHONPATH"]


def test_a_cold_run_sees_what_a_preloaded_one_sees(arena: Arena) -> None:
    def shape(seen: Observation) -> object:
        told = [(e.kind, e.label, e.data.get("args")) for e in seen.events]
        return seen.ending.how, seen.program_exit, told, [p.role for p in seen.children()]

    cold = on(arena.start_method, cold=True)
    assert shape(cold.run("child_tells", note("x"), 1)) == shape(
        arena.run("child_tells", note("x"), 1)
    )


def test_an_observation_can_be_stored_as_json_and_read_aloud(arena: Arena) -> None:
    seen = arena.run("child_tells", note("x"))
    assert json.loads(json.dumps(seen.to_dict()))["ending"]["how"] == "returned"
    assert f"under {arena.start_method}: returned" in str(seen)
    assert "note x" in str(seen)


@pytest.mark.parametrize(
    ("source", "how", "text"),
    [
        ("def f(:\n", "unloadable", "SyntaxError"),
        ("import nothing_of_this_name\n", "unloadable", "ModuleNotFoundError"),
        ("x = 1\n", "unloadable", "has no function 'f'"),
        ("def f(): raise KeyError('k')\n", "raised", "KeyError"),
        ("import os\ndef f(): os._exit(0)\n", "exited", "exit code 0"),
    ],
)
def test_an_answer_that_cannot_be_called_says_why(
    tmp_path: Path, source: str, how: str, text: str
) -> None:
    (tmp_path / "k00_odd.py").write_text(source)
    seen = Arena(tmp_path, "k00_odd", "fork").run("f")
    assert seen.ending.how == how
    assert text in str(seen.ending)


def test_an_answer_in_no_folder_at_all_is_told_so(tmp_path: Path) -> None:
    assert Arena(tmp_path / "nowhere", "k00_odd", "fork").run("f").ending.how == "unloadable"


# -- bounds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "bound"),
    [
        ("use_time", "time"),
        ("use_cpu", "time"),
        ("use_memory", "memory"),
        ("use_output", "output"),
        ("use_processes", "processes"),
        ("use_file", "file size"),
    ],
)
def test_what_goes_beyond_a_bound_is_ended_and_the_bound_is_named(
    function: str, bound: str
) -> None:
    limits = Limits(seconds=1.5, memory=256 * MIB, output=MIB, file_size=8 * MIB, processes=12)
    seen = on("fork", limits=limits).run(function)
    assert (seen.ending.how, seen.ending.bound) == ("bounded", bound)
    assert gone(*(process.pid for process in seen.processes))


# -- nothing is left ------------------------------------------------------------------------------


def test_a_daemon_without_environment_session_or_descriptors_is_seen_and_ended() -> None:
    seen = on("fork").run("double_forked", "")
    assert seen.ending.value in seen.at_end.orphans
    assert gone(seen.ending.value)


def test_a_child_that_was_not_joined_is_named(arena: Arena) -> None:
    seen = arena.run("child_not_joined", hold("until it returned"))
    assert seen.at_return is not None
    assert seen.at_return.alive == tuple(p.pid for p in seen.children())


def test_shared_memory_that_nobody_unlinked_is_named_and_removed(arena: Arena) -> None:
    seen = arena.run("hold_shared_memory", note("made"))
    assert seen.at_return is not None
    assert seen.at_return.shared_memory == (seen.ending.value,)
    assert not Path("/dev/shm", seen.ending.value).exists()


def test_what_multiprocessing_removes_itself_is_nothing_left_behind(arena: Arena) -> None:
    seen = arena.run("keep_a_lock", note("made"))
    assert seen.at_end.semaphores == ()


@pytest.mark.parametrize("start_method", ["spawn", "forkserver"])  # under fork they have no names
def test_named_semaphores_of_a_program_that_broke_off_are_removed(start_method: str) -> None:
    seen = on(start_method).run("keep_a_lock_and_end_the_tracker", note("made"))
    (name,) = seen.notes("made")[0].data["args"]
    assert seen.at_end.semaphores == (f"sem.{name.strip('/')}",)
    assert not Path("/dev/shm", seen.at_end.semaphores[0]).exists()


def test_the_semaphores_of_run_11_are_not_taken_for_those_of_run_1() -> None:
    theirs = Path("/dev/shm", f"sem.dojo-0-{os.getpid()}-11-abc")
    theirs.touch()
    try:
        assert traces.semaphores_of(f"/tmp/dojo-0-{os.getpid()}-1") == set()
        assert traces.semaphores_of(f"/tmp/dojo-0-{os.getpid()}-11") == {theirs.name}
    finally:
        theirs.unlink()


@pytest.mark.skipif(
    confine.landlock_version() == 0, reason="without Landlock nothing can refuse it"
)
def test_writing_outside_its_folder_is_refused(tmp_path: Path, isolation: Isolation) -> None:
    seen = on("fork", isolation=isolation).run("write_outside", str(tmp_path / "file"))
    assert seen.ending.error in ("PermissionError", "FileNotFoundError", "OSError")
    assert not (tmp_path / "file").exists()


# -- somebody above is killed ---------------------------------------------------------------------

_KILLED = """
import os, signal, sys
from pathlib import Path
from dojo.arena.client import Arena, shared
from dojo.arena.probes import note, steps, gate
arena = Arena(Path({folder!r}), "k00_arena", {method!r})
with arena.start("grandchild_tells", steps(note("up"), gate("never"))) as live:
    (event, ) = live.wait_for("up")
    print(shared().pid, event.pid, event.data["creator"], flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("victim", ["test process", "preloaded process"])
def test_when_one_above_is_killed_nothing_of_the_run_survives(arena: Arena, victim: str) -> None:
    program = _KILLED.format(folder=str(HERE / "answers"), method=arena.start_method)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as test:
        assert test.stdout is not None
        preloaded, *below = map(int, test.stdout.readline().split())
        os.kill(test.pid if victim == "test process" else preloaded, signal.SIGKILL)
        test.communicate()
    assert gone(preloaded, *below)
    assert (
        not list(Path("/tmp").glob(f"dojo-{os.getuid()}-{preloaded}-*"))
        or victim == "preloaded process"
    )


def test_after_the_preloaded_process_was_killed_the_next_run_works() -> None:
    on("fork").run("sleeping")
    pid = client.shared().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert on("fork").run("start_method_at_import").ending.value == "fork"


def test_a_run_whose_preloaded_process_is_killed_is_lost_and_never_solved() -> None:
    with on("fork").start("sleep_after", note("up")) as live:
        live.wait_for("up")
        pid = client.shared().pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ArenaLost):
            live.end()
    assert on("fork").run("start_method_at_import").ending.value == "fork"


# -- deadlocks ------------------------------------------------------------------------------------

DEADLOCKS = {
    "get_from_an_empty_queue": ("Queue().get()", "for something to arrive in a queue"),
    "join_before_draining": ("child.join()", "for a child to end (join)"),
    "lock_twice": ("lock.acquire()", "for a lock, a semaphore or a thread"),
    "receive_from_itself": ("return reader.recv(), writer", "to receive from a pipe"),
    "wait_for_a_stopped_child": ("child.join()", "for a child to end (join)"),
}
ALIVE = [
    "sleeping",
    "computing",
    "reading_a_program",
    "waiting_with_a_limit",
    "polling_with_a_limit",
    "waiting_for_an_alarm",
    "waiting_for_a_timer_of_a_thread",
    "waiting_for_a_timed_child",
    "ping_pong",
    "writing_to_disk",
    "talking_over_sockets",
    "mapping",
]


@pytest.mark.parametrize("function", DEADLOCKS)
def test_a_deadlock_is_proved_and_told_in_the_answers_own_lines(
    arena: Arena, function: str
) -> None:
    seen = arena.run(function)
    assert seen.ending.how == "stuck"
    source, waits_for = DEADLOCKS[function]
    mine = seen.waiting[0]
    assert (mine.role, mine.source) == ("answer", source)
    assert mine.waits_for == waits_for


def test_a_thread_that_waits_for_ever_after_the_call_is_a_deadlock_of_the_program() -> None:
    seen = on("fork").run("thread_that_never_ends")
    assert (seen.ending.how, seen.program_stopped) == ("returned", "stuck")


@pytest.mark.parametrize("function", ALIVE)
def test_what_only_looks_still_is_never_called_a_deadlock(arena: Arena, function: str) -> None:
    assert arena.run(function).ending.how == "returned"


def test_who_listens_to_somebody_outside_is_never_called_a_deadlock() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak_late() -> None:
            line, _ = server.accept()
            time.sleep(0.5)  # reason: longer than any proof of a deadlock takes
            line.sendall(b"at last")
            line.close()

        speaker = threading.Thread(target=speak_late)
        speaker.start()
        seen = on("fork", isolation="plain").run(
            "listening_to_somebody_outside", server.getsockname()[1]
        )
        speaker.join()
    assert seen.ending.value == b"at last"


def test_who_listens_to_itself_alone_is() -> None:
    assert on("fork").run("waiting_for_a_line_of_its_own").ending.how == "stuck"


# -- probes ---------------------------------------------------------------------------------------


def test_a_note_tells_who_called_it_and_with_what(arena: Arena) -> None:
    seen = arena.run("child_tells", note("x"), 1, "two", three=(3,))
    (told,) = seen.notes("x")
    assert told.pid == seen.ending.value[0]
    assert told.data["args"] == (1, "two")
    assert told.data["kwargs"] == {"three": (3,)}
    assert (told.data["name"], told.data["daemon"]) == ("told", False)
    assert told.data["creator"] == seen.root


def test_a_probe_tells_what_a_function_gives_where_it_is_called(arena: Arena) -> None:
    seen = arena.run("child_tells", tell("pid", os.getpid))
    (told,) = seen.notes("pid")
    assert told.data["args"] == (told.pid,)


def test_a_probe_works_from_a_grandchild_and_from_a_thread(arena: Arena) -> None:
    assert len(arena.run("grandchild_tells", note("x")).notes("x")) == 1
    assert len(arena.run("thread_tells", note("x")).notes("x")) == 1


def test_probes_take_turns_and_the_last_one_stays(arena: Arena) -> None:
    seen = arena.run("calls_it", in_turn(note("a", 1), note("b", 2)), 3)
    assert seen.ending.value == [1, 2, 2]
    assert [event.label for event in seen.notes()] == ["a", "b", "b"]


def test_a_list_tells_who_takes_from_it_and_that_only() -> None:
    seen = on("fork").run("takes_from", taken("item", [7, 8]))
    assert seen.ending.value == [7, 8, 7, 7, 8]
    by_generator = [event.data["kwargs"]["by_generator"] for event in seen.notes("item")]
    assert by_generator == [False, False, True]


def test_a_connection_tells_who_opened_it_and_who_uses_it(arena: Arena) -> None:
    seen = arena.run("child_sends", connect("line"))
    (opened,), (sent,), (closed,) = (
        seen.notes(f"line {what}") for what in ("opened", "sent", "closed")
    )
    assert opened.pid == seen.root != sent.pid == closed.pid
    assert sent.data["args"] == (*opened.data["args"], "hello")
    assert seen.ending.value == "cannot pickle 'Connection' object"


def test_a_probe_tells_when_it_is_sent_to_another_process(arena: Arena) -> None:
    seen = arena.run("child_tells", packed("sent", note("called")), 7)
    assert len(seen.notes("sent")) == (arena.start_method != "fork")
    assert all(event.pid == seen.root for event in seen.notes("sent"))
    assert [event.data["args"] for event in seen.notes("called")] == [(7,)]


def test_a_probe_shows_itself_as_it_was_made() -> None:
    assert repr(steps(meet("m", 2), note("x"))) == "steps((meet('m', 2), note('x', None)))"


def test_those_who_run_at_once_meet(arena: Arena) -> None:
    seen = arena.run("children_tell", steps(meet("m", 3), note("met")), 3)
    assert not seen.of_kind("refused")
    assert len(seen.notes("met")) == 3


def test_those_who_run_in_turn_are_refused_and_the_line_that_waits_is_told(arena: Arena) -> None:
    seen = arena.run("children_tell_in_turn", meet("m", 2), 2)
    (refused,) = seen.of_kind("refused", "m")
    assert refused.data["source"] == "child.join()"


def test_nobody_meets_the_dead(arena: Arena) -> None:
    function = "children_tell_in_turn_and_the_first_is_polled"
    with arena.start(function, steps(meet("m", 2), note("met")), 2) as live:
        (first,) = live.wait_for("m")
        live.kill(first.pid, signal.SIGKILL)
        seen = live.end()
    assert seen.of_kind("refused", "m")
    assert len(seen.notes("met")) == 1  # the second, when it was refused


def test_a_gate_opens_when_the_test_says_so(arena: Arena) -> None:
    with arena.start("child_tells", steps(gate("g"), note("through"))) as live:
        live.wait_for("g")
        live.open("g")
        live.wait_for("through")
        assert live.end().ending.value[1] == 0


def test_a_run_that_the_test_breaks_off_ends_where_it_stands(arena: Arena) -> None:
    with arena.start("child_tells", gate("closed")) as live:
        (there,) = live.wait_for("closed")
        seen = live.break_off()
        assert live.break_off() is seen
    assert (seen.ending.how, seen.ending.bound, seen.program_stopped) == ("bounded", "time", "time")
    assert there.pid in seen.at_end.alive


def test_what_has_come_is_reached_also_when_the_run_is_over(arena: Arena) -> None:
    with arena.start("child_tells", note("through")) as live:
        live.end()
        assert live.wait_for("through")[0].label == "through"
        with pytest.raises(NeverReached):
            live.wait_for("something else")


def test_a_test_that_waits_for_what_cannot_come_is_told_so(arena: Arena) -> None:
    with arena.start("child_tells", gate("g")) as live:
        live.wait_for("g")
        with pytest.raises(NeverReached):
            live.wait_for("something else")
        assert live.end().ending.how == "stuck"


def test_a_test_can_kill_a_process_of_the_run(arena: Arena) -> None:
    with arena.start("child_tells", gate("g")) as live:
        (event,) = live.wait_for("g")
        live.kill(event.pid, signal.SIGKILL)
        assert live.end().ending.value == (event.pid, -signal.SIGKILL)


def test_a_test_can_signal_nobody_outside_the_run(arena: Arena) -> None:
    with subprocess.Popen("cat", stdin=subprocess.PIPE) as stranger:
        with arena.start("child_tells", gate("g")) as live:
            live.wait_for("g")
            live.kill(stranger.pid, signal.SIGKILL)
            live.open("g")
            assert live.end().ending.how == "returned"
        assert stranger.stdin is not None
        stranger.stdin.close()
        assert stranger.wait() == 0


def test_a_signal_to_a_process_that_has_ended_reaches_nobody(arena: Arena) -> None:
    with arena.start("child_tells_and_then", note("ended"), gate("g")) as live:
        (event,) = live.wait_for("ended")
        live.wait_for("g")
        live.kill(event.pid, signal.SIGKILL)
        live.open("g")
        assert live.end().ending.how == "returned"


def test_a_test_can_signal_the_program_alone(arena: Arena) -> None:
    with arena.start("child_tells", gate("g")) as live:
        live.wait_for("g")
        live.kill_program(signal.SIGTERM)
        seen = live.end()
    (sent,) = seen.of_kind("sent", "SIGTERM")
    assert (sent.pid, sent.data) == (seen.root, {"to": "program", "ignored": False})
    assert (seen.ending.how, seen.ending.exit_code) == ("killed", -15)
    assert [child.exit_code for child in seen.children()] != [-15]


def test_a_test_can_signal_all_in_the_programs_group(arena: Arena) -> None:
    leaves = on_signal(signal.SIGURG, leave(3))  # which does nothing to who does not catch it
    with arena.start("child_tells", steps(leaves, gate("g"))) as live:
        live.wait_for("g")
        live.kill_group(signal.SIGURG)
        assert live.end().ending.value[1] == 3


def test_a_test_can_kill_the_parent_and_watch_its_orphans(arena: Arena) -> None:
    with arena.start("child_tells", steps(gate("g"), note("lives on"))) as live:
        (event,) = live.wait_for("g")
        live.kill_the_parent()
        live.open("g")
        (lives_on,) = live.wait_for("lives on")
        seen = live.end()
    assert lives_on.pid == event.pid
    assert lives_on.data["parent"] != seen.root
    assert (seen.ending.how, seen.ending.exit_code) == ("killed", -signal.SIGKILL)
    assert (seen.program_stopped, seen.at_end.alive) == ("", ())


def test_an_orphan_that_waits_for_good_is_left_behind(arena: Arena) -> None:
    with arena.start("child_tells", gate("never")) as live:
        (event,) = live.wait_for("never")
        live.kill_the_parent()
        with pytest.raises(NeverReached):
            live.wait_for("something else")
        seen = live.end()
    assert (seen.ending.exit_code, seen.program_stopped) == (-signal.SIGKILL, "stuck")
    assert seen.at_end.alive == (event.pid,)
    assert [w.pid for w in seen.waiting] == [event.pid]


def test_a_signal_to_a_program_that_has_ended_reaches_nobody(arena: Arena) -> None:
    with arena.start("child_tells", die(signal.SIGTERM)) as live:
        seen = live.end()
        live.kill_group(signal.SIGKILL)
    assert seen.ending.how == "returned"
    assert not seen.of_kind("sent")


@pytest.mark.parametrize(
    ("function", "args", "how"),
    [
        ("child_tells", (), "for good"),
        ("child_joined_with_a_limit", (2.0,), "for a while"),
        ("child_polled", (0.001,), "polls"),
    ],
)
def test_a_test_can_wait_until_everybody_waits(
    arena: Arena, function: str, args: tuple[float, ...], how: str
) -> None:
    with arena.start(function, gate("g"), *args) as live:
        live.wait_for("g")
        assert live.wait_for_rest() == how
        live.open("g")
        assert live.end().ending.how == "returned"
        assert live.wait_for_rest() == "ended"


def test_everybody_waits_also_when_the_call_has_returned(arena: Arena) -> None:
    with arena.start("child_not_joined", gate("g")) as live:
        assert live.wait_for_rest() == "for good"
        live.open("g")
        assert live.end().program_exit == 0


def test_a_hold_lasts_until_the_others_wait(arena: Arena) -> None:
    seen = arena.run("child_tells", hold("h"))
    assert seen.ending.value[1] == 0
    assert not seen.of_kind("polls")


@pytest.mark.parametrize("pause", [0.0, 0.001, 0.01])
def test_who_asks_again_and_again_meanwhile_is_told_apart(arena: Arena, pause: float) -> None:
    seen = arena.run("child_polled", hold("h"), pause)
    (polls,) = seen.of_kind("polls")
    assert polls.pid == seen.root


@pytest.mark.parametrize(("guard", "total"), [(False, 1), (True, 2)])
def test_a_widened_cell_loses_an_update_exactly_when_nothing_guards_it(
    arena: Arena, guard: bool, total: int
) -> None:
    assert arena.run("add_at_once", cell("n"), guard).ending.value == total


@pytest.mark.parametrize(("guard", "total"), [(False, 1), (True, 2)])
def test_a_number_that_is_slow_to_add_gets_lost_exactly_when_nothing_guards_the_sum(
    arena: Arena, guard: bool, total: int
) -> None:
    assert arena.run("sum_up", slow_to_add("adds"), guard).ending.value == total


def test_each_process_has_a_gate_of_its_own() -> None:
    with on("fork").start("children_tell", steps(note("there"), own_gate("of")), 2) as live:
        first, second = (event.pid for event in live.wait_for("there", 2))
        live.open(f"of {second}")
        assert live.wait_for_rest() == "for good"
        assert kernel.lives(live.outside(first))
        assert not kernel.lives(live.outside(second))


def test_a_cell_is_read_alone_when_nobody_comes_before_a_time_limit_is_over(arena: Arena) -> None:
    assert arena.run("add_beside_a_wait_with_a_limit", cell("n")).ending.value == 1


@pytest.mark.parametrize(
    ("probe", "code"),
    [(die(signal.SIGTERM), -15), (die(signal.SIGKILL), -9), (leave(7), 7), (fail("no"), 1)],
)
def test_a_process_can_be_made_to_end_in_a_chosen_way(
    arena: Arena, probe: object, code: int
) -> None:
    assert arena.run("child_tells", probe).ending.value[1] == code


def test_who_signals_whom_is_seen(arena: Arena) -> None:
    seen = arena.run("child_tells", die(signal.SIGTERM))
    (kill,) = seen.of_kind("kill", "SIGTERM")
    child = seen.ending.value[0]
    assert (kill.pid, kill.data["to"], kill.data["state"] != "") == (child, child, True)


def test_a_signal_to_nobody_is_told_from_one_to_a_process() -> None:
    seen = on("fork").run("signals_a_child_that_is_joined")
    assert [kill.data["state"] for kill in seen.of_kind("kill", "SIGTERM")] == ["Z", ""]


def test_a_process_can_be_made_to_believe_that_it_was_adopted(arena: Arena) -> None:
    (event,) = arena.run("child_tells", steps(adopted(1), note("x"))).notes("x")
    assert event.data["parent"] == 1


@pytest.mark.parametrize(("wait", "code"), [("", None), ("join", -9), ("ask", -9)])
def test_who_is_killed_late_ends_when_somebody_waits_for_that(
    arena: Arena, wait: str, code: int | None
) -> None:
    seen = arena.run("child_killed", kill_late(), gate("never"), wait)
    assert seen.ending.value == (None, code)
    (kill,) = seen.of_kind("kill", "SIGKILL")
    assert kill.pid == seen.root


def test_a_probe_can_be_called_before_a_function(arena: Arena) -> None:
    seen = arena.run("child_tells", steps(before("os", "getppid", look("first")), note("x")))
    first, then = (*seen.of_kind("look"), *seen.notes("x"))
    assert first.pid == then.pid
    assert first.at < then.at
    assert then.data["parent"] > 1  # what the function tells is passed on


@pytest.mark.parametrize(("letters", "holds"), [(10, []), (20_000, ["part 0"])])
def test_what_is_long_can_be_made_to_arrive_in_parts(
    arena: Arena, letters: int, holds: list[str]
) -> None:
    seen = arena.run("child_gets", send_in_parts(), "x" * letters)
    assert seen.ending.value == 0
    assert [event.label for event in seen.of_kind("hold")] == holds


def test_a_look_tells_who_is_there(arena: Arena) -> None:
    seen = arena.run("child_tells", look("now"))
    (looked,) = seen.of_kind("look", "now")
    assert looked.data == {"alive": (looked.pid,), "unreaped": (), "orphans": ()}


def test_a_probe_can_be_chosen_by_the_argument() -> None:
    seen = on("fork").run("calls_with", choose({1: note("one", "a"), 2: note("two", "b")}), [2, 1])
    assert seen.ending.value == ["b", "a"]
    assert [note.data["args"] for note in seen.notes()] == [(2,), (1,)]


def test_a_bystander_is_there_until_the_run_is_over() -> None:
    seen = on("fork").run("calls_it", steps(bystander("there"), hold("others wait")), 1)
    (event,) = seen.of_kind("gate", "there")
    assert seen.at_return
    assert seen.at_return.alive == (event.pid,)
    assert seen.program_exit == 0


def test_what_one_probe_returns_can_be_passed_on_to_the_next() -> None:
    seen = on("fork").run("calls_with", chain(note("a", 1), note("b", 2)), [0])
    assert seen.ending.value == [2]
    assert [event.data["args"] for event in seen.notes()] == [(0,), (1,)]


def test_a_process_whose_threads_have_not_all_ended_has_not_ended(arena: Arena) -> None:
    seen = arena.run("child_outlives_its_main_thread", gate("never"))
    (event,) = seen.of_kind("gate", "never")
    assert seen.at_end.alive == (event.pid,)
