"""k23: one process for each item, all at the same time; it returns when the last one has ended."""

import operator
import os
import select
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena import deadlock, kernel, probes
from dojo.arena.client import Live, NeverReached
from dojo.arena.observation import Observation
from dojo.arena.probes import hold, meet, note, steps
from dojo.verdict import error_line, fail, nothing_left, plural, returned

NAMES = ["ada", "bob", "cy"]


def test_all_children_run_at_the_same_time(answer: Answer) -> None:
    did = f"called run_all(work, {NAMES})"
    seen = answer.observe("run_all", steps(note("work"), meet("all", len(NAMES))), NAMES)
    answer.forgive(seen)  # another test looks at what it leaves behind
    for refused in seen.of_kind("refused", "all"):
        not_together(seen, did, refused.data)
    done_by_children(seen, did, len(NAMES))


def test_it_returns_when_the_last_child_has_ended(answer: Answer) -> None:
    did = "called run_all with three items: the second works longest, the third is ready first"
    items = [works(item=n, turns=turns) for n, turns in enumerate([2, 3, 1])]
    with answer.start("run_all", Announced(), items) as live:
        meanwhile = how_the_caller_waits(live)
        seen = live.end()
    returned(seen, did)
    alive = seen.at_return.alive if seen.at_return else ()
    left = [n for n in range(3) for call in seen.notes(f"item {n}") if call.pid in alive]
    if len(alive) == len(items):
        nobody_waited(did, meanwhile)
    if alive:
        some_still_there(did, left)
    nothing_left(seen)


def test_the_results_stand_in_the_order_of_the_items(answer: Answer) -> None:
    did = "called run_all with an item that works long and well, and one that fails at once"
    seen, value = call(answer, did, [steps(hold("work"), note("well")), probes.fail("no")])
    if value == [False, True]:
        fail(
            did,
            "it returned [False, True]: the item that failed stands first, because it ended first",
            "it returns [True, False]",
            "the order in which you collect: by item, not by who ends first",
            misconception="order_of_ending",
        )
    if value != [True, False]:
        other_results(seen, did, "[True, False]")


def test_an_error_in_one_child_concerns_no_other(answer: Answer) -> None:
    did = "called run_all with three items, of which the second raises ValueError"
    ends = [note("well"), probes.fail("no such user"), note("well")]
    turns = [2, 1, 1]
    items = [steps(works(item=n, turns=turns[n]), end) for n, end in enumerate(ends)]
    seen, value = call(answer, did, items)
    if not isinstance(value, list) or value.count(True) != 2 or value.count(False) != 1:
        other_results(seen, did, "[True, False, True]")


def test_it_is_asleep_while_it_waits(answer: Answer) -> None:
    did = "called run_all with children that work until run_all has come to rest"
    seen = answer.observe("run_all", steps(note("work"), hold("work")), NAMES)
    answer.forgive(seen)  # as above
    for polls in seen.of_kind("polls"):
        times = plural(polls.data["wakes"], "{n} time(s)")
        cost = f"{times}, which took {polls.data['cpu']:.2f} s of a processor"
        line = polls.data.get("line")
        fail(
            did,
            f"meanwhile your process never came to rest: it was woken {cost}"
            + (f", at line {line}: {polls.data['source']}" if line else ""),
            "it sleeps until a child ends, and uses no processor",
            "the loop that asks whether they are alive. join() lets the system wake you",
            misconception="busy_poll",
        )
    done_by_children(seen, did, len(NAMES))


def works(item: int, turns: int) -> steps:
    """Something to do that lasts so many turns; a turn is over when everybody else has to wait."""
    return steps(note(f"item {item}"), *(hold(f"turn {turn}") for turn in range(turns)))


class Announced:
    """Arrives at the answer as operator.call, and tells us which process it arrived in."""

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes it there."""
        return note("caller", returns=operator.call), ()


def call(answer: Answer, did: str, items: list[Any]) -> tuple[Observation, Any]:
    """What came back for these items, each of which is something to call."""
    seen = answer.observe("run_all", operator.call, items)
    answer.forgive(seen)  # another test looks at what it leaves behind
    returned(seen, did)
    return seen, seen.ending.value


def other_results(seen: Observation, did: str, expected: str) -> NoReturn:
    """What came back is not what happened."""
    running = len(seen.at_return.alive) if seen.at_return else 0
    value, codes = seen.ending.value, [child.exit_code for child in seen.children()]
    as_told = isinstance(value, list) and value.count(True) == codes.count(0)
    if as_told and len(seen.notes("well")) > codes.count(0):
        fail(
            did,
            f"it returned {value}, which is what the exit codes say: {', '.join(map(str, codes))}."
            " But a child whose work went well ended with another exit code than 0",
            f"it returns {expected}",
            "what a child does besides the work. Before 3.14 a child ends with exit code 1 when a"
            " thread of a ThreadPoolExecutor has forked it, however well its work went",
        )
    fail(
        did,
        f"it returned {value!r}"
        + (f", while {plural(running, '{n} child(ren)')} still ran" if running else ""),
        f"it returns {expected}",
        "exitcode == 0, of each process, after its end",
    )


def not_together(seen: Observation, did: str, where: dict[str, Any]) -> NoReturn:
    """Children stood waiting for the others, who could not come. Say what was in their way."""
    in_caller(seen, did)
    there = [event.kind for event in seen.events if event.kind in ("meet", "refused")]
    together = there.index("refused")
    line, waits_for = where.get("line"), where.get("waits_for", "")
    if together == 1 and line:
        by_child = "child" in waits_for or "processes" in waits_for
        fail(
            did,
            f"your {'children ran' if by_child else 'items had their turn'} one after another: the"
            " second began after the first had ended. Before it started the second your process"
            f" waited {waits_for}, at line {line}: {where['source']}",
            "all three are at work at the same time",
            "what stands inside the loop that starts them: start all, then wait for all",
            misconception="join_in_loop" if by_child else None,
        )
    fail(
        did,
        f"only {plural(together, '{n} child(ren)')} of three worked at the same time{said(seen)}",
        "all three are at work at the same time",
        "how many are started before the first wait, and how many workers there are",
    )


def done_by_children(seen: Observation, did: str, count: int) -> None:
    """The work was called once for each item, by as many new processes."""
    in_caller(seen, did)
    returned(seen, did)
    pids = seen.pids("work")
    if len(pids) != count or len(set(pids)) != count:
        fail(
            did,
            f"work was called {plural(len(pids), '{n} time(s)')}, in"
            f" {plural(len(set(pids)), '{n} process(es)')}{said(seen)}",
            f"{count} times, in {count} processes",
            "one Process for each item, with target=work and args=(item,)",
        )


def said(seen: Observation) -> str:
    """The last line of its error output, if there is one."""
    return f". {error_line(seen.stderr)}" if seen.stderr.strip() else ""


def in_caller(seen: Observation, did: str) -> None:
    """A verdict if the caller's own process did the work."""
    own = [call for call in seen.notes("work") if call.pid == seen.root]
    if not own:
        return
    threads = {call.data["thread"] for call in own} - {seen.root}
    by_threads = f", by {plural(len(threads), '{n} thread(s)')}" if threads else ""
    fail(
        did,
        f"work was called in your own process, {seen.root}{by_threads}",
        "each item has a process of its own",
        "Thread and ThreadPoolExecutor: they share your process. Process does not"
        if threads
        else "who calls work: you, or the process that gets it as target=?",
        misconception="threads_instead" if threads else None,
    )


def how_the_caller_waits(live: Live) -> str:
    """Tell "sleep" or "limit" if the caller is seen to wait like that at any time until its end."""
    try:
        caller = live.outside(live.wait_for("caller")[0].pid)
        end = os.pidfd_open(caller)
    except (NeverReached, ProcessLookupError):
        return "unknown"
    try:
        while not select.select([end], [], [], 0.002)[0]:  # one look, then another, until it ends
            main = frozenset(t for t in kernel.threads(caller) if t.tid == caller)
            if any(map(deadlock.sleeps, main)):
                return "sleep"
            if deadlock.everyone_waits_for_something(main) and not deadlock.everyone_waits(main):
                return "limit"
    except kernel.Unreadable:
        return "unknown"
    finally:
        os.close(end)
    return ""


def nobody_waited(did: str, meanwhile: str) -> NoReturn:
    """All children were still at work when it returned. Say why, where that was seen."""
    saw = "it returned while all three children were still running"
    expected = "it returns when the last child has ended"
    if meanwhile == "sleep":
        fail(
            did,
            f"{saw}. It had slept meanwhile, but their work took longer than that",
            expected,
            "sleep: no number of seconds is right for every work. join() waits as long as it takes",
            misconception="sleep_instead",
        )
    if meanwhile == "limit":
        fail(
            did,
            f"{saw}. It had waited for them, but with a time limit",
            expected,
            "the seconds given to join or wait: without them it waits as long as it takes",
        )
    fail(
        did,
        saw,
        expected,
        "join(), of each process, after all have been started",
        misconception=None if meanwhile == "unknown" else "no_join",
    )


def some_still_there(did: str, left: list[int]) -> NoReturn:
    """Somebody was waited for, but not everybody."""
    only_the_last = left == [0, 1]
    which = " and ".join(f"item {n + 1}" for n in left)
    fail(
        did,
        f"it returned while {plural(len(left), '{n} child(ren)')} still ran, of {which}"
        + (". Only the child of item 3 had ended" if only_the_last else ""),
        "it returns when the last child has ended, whichever that is",
        "which processes are joined: after a loop, its variable is the last process only"
        if only_the_last
        else "join(), of each process",
        misconception="join_only_the_last" if only_the_last else None,
    )
