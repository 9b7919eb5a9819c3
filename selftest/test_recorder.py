"""A record tells what each process did, and changes nothing. Every test runs real processes."""

import itertools
import subprocess
import time
from pathlib import Path

import pytest

from dojo.arena.client import Arena
from dojo.arena.limits import Limits, Order, Room
from dojo.arena.observation import Observation, Span
from dojo.arena.probes import hold, meet
from dojo.arena.recorder import Recorder
from dojo.arena.tree import Tree
from dojo.grading import START_METHODS

ANSWERS = Path(__file__).parent / "answers"


@pytest.fixture(params=START_METHODS)
def arena(request: pytest.FixtureRequest) -> Arena:
    """The arena that records, under each start method."""
    return Arena(ANSWERS, "k00_recorder", request.param, record=True)


def spans(seen: Observation, pid: int, doing: str) -> list[Span]:
    """What this process did of one kind."""
    return [span for span in seen.spans if span.pid == pid and span.doing == doing]


def last(seen: Observation, pid: int) -> Span:
    """What this process did in the end."""
    return [span for span in seen.spans if span.pid == pid][-1]


def test_without_being_asked_nothing_is_recorded() -> None:
    seen = Arena(ANSWERS, "k00_recorder", "fork").run("nap")
    assert seen.spans == ()


def test_the_spans_of_a_process_fill_its_life_without_a_gap_or_an_overlap(arena: Arena) -> None:
    seen = arena.run("together", meet("all", 3), 3)
    for process in (p for p in seen.processes if p.role != "helper"):
        mine = [span for span in seen.spans if span.pid == process.pid]
        assert mine
        assert all(one.end == two.start for one, two in itertools.pairwise(mine))
        assert mine[-1].end == process.end


def test_a_process_that_came_and_went_between_two_looks_has_lived(tmp_path: Path) -> None:
    tree = Tree(time.monotonic())
    order = Order(
        str(ANSWERS),
        "k00_recorder",
        "nap",
        b"",
        "fork",
        Limits(),
        attended=False,
        room=Room(str(tmp_path), str(tmp_path)),
    )
    recorder = Recorder(order, tree)
    with subprocess.Popen(["sleep", "60"]) as process:
        tree.hello(process.pid, "fork")
        process.kill()
    (span,) = recorder.spans(tree.seen()[0].start + 1)
    assert (span.pid, span.doing) == (process.pid, "runs")
    tree.close()


def test_a_join_in_the_loop_waits_for_one_child_after_the_other(arena: Arena) -> None:
    seen = arena.run("in_turn", hold("work"), 3)
    joins = spans(seen, seen.root, "join")
    waited_for = [pid for span in joins for pid in span.whom]
    children = [child.pid for child in seen.children()]
    if arena.start_method == "forkserver":  # which child it waits for cannot always be seen then
        assert [pid for pid in children if pid in waited_for] == list(dict.fromkeys(waited_for))
    else:
        assert list(dict.fromkeys(waited_for)) == children
    assert {(span.line, span.source) for span in joins if span.line} == {(11, "child.join()")}


def test_a_probe_is_told_from_other_waits(arena: Arena) -> None:
    seen = arena.run("together", hold("work"), 2)
    told = [span.waits_for for child in seen.children() for span in spans(seen, child.pid, "gate")]
    assert set(told) == {"for the others at 'work'"}


def test_a_sleep_is_told_with_its_line(arena: Arena) -> None:
    seen = arena.run("nap")
    (sleep,) = spans(seen, seen.root, "sleep")
    assert (sleep.line, sleep.function, sleep.source) == (71, "nap", "time.sleep(0.3)")


def test_one_that_asks_again_and_again_runs_all_the_time(arena: Arena) -> None:
    seen = arena.run("spin", hold("work"))
    assert spans(seen, seen.root, "runs")
    assert not spans(seen, seen.root, "sleep")
    assert not any(span.whom for span in spans(seen, seen.root, "join"))


def test_a_queue_that_nobody_reads_makes_a_circle(arena: Arena) -> None:
    seen = arena.run("join_before_draining")
    (child,) = seen.children()
    assert seen.ending.how == "stuck"
    assert (last(seen, seen.root).doing, last(seen, seen.root).whom) == ("join", (child.pid,))
    assert (last(seen, child.pid).doing, last(seen, child.pid).whom) == ("pipe", (seen.root,))


def test_two_locks_in_two_orders_make_a_circle(arena: Arena) -> None:
    seen = arena.run("two_locks", meet("both have one", 2))
    one, two = (child.pid for child in seen.children())
    assert seen.ending.how == "stuck"
    assert (last(seen, one).doing, last(seen, one).whom) == ("lock", (two,))
    assert (last(seen, two).doing, last(seen, two).whom) == ("lock", (one,))
    assert last(seen, two).source == "with second:"


def test_a_lock_that_died_is_waited_for_from_the_dead(arena: Arena) -> None:
    seen = arena.run("lock_that_died", meet("it has the lock", 2))
    (child,) = seen.children()
    end = last(seen, seen.root)
    assert seen.ending.how == "stuck"
    assert (end.doing, end.whom, end.source) == ("lock", (child.pid,), "lock.acquire()")
