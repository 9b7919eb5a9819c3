"""k47: when their parent is killed the workers end by themselves: who waits now, who works soon."""

import signal
import traceback
from collections.abc import Iterable
from typing import NoReturn

from dojo import waiter
from dojo.answer import Answer
from dojo.arena import kernel
from dojo.arena.client import Arena, Live, NeverReached
from dojo.arena.observation import Observation, exit_text
from dojo.arena.probes import (
    adopted,
    chain,
    choose,
    gate,
    hold,
    in_turn,
    leave,
    note,
    send_in_parts,
    steps,
    tell,
)
from dojo.verdict import Verdict, fail, nothing_left, plural, returned
from dojo.waiter import Wait

ITEMS = ["ada", "bob"]
COUNT = len(ITEMS)
GIVE_OUT = [note("take", returns=item) for item in ITEMS]
TAKE = in_turn(*GIVE_OUT, gate("more"))  # which gives None when it is opened
# Each says that it is at work, and stays there until the test lets it go on.
WORK = steps(note("begins"), choose({item: gate(item) for item in ITEMS}), note("done"))
CALL = f"called serve(take, work, {COUNT})"
IDLE = f"{CALL}. Both workers have done an item and wait for the next; their parent is killed"
BUSY = f"{CALL}. Both workers are at work; their parent is killed"
LONG = 15  # seconds: whoever asks now and then whether the parent lives has time for that
SOME_PID = 2  # as good as any that is neither the parent's nor 1
WHAT_FOR = "what a worker waits for when it has no item"
IN_GET = "for something to arrive in a queue"
LOOK = {
    "daemon_true": "who ends daemons: their parent, on its way out. SIGKILL leaves it no time for that",
    "the_executor_sees_to_it": "what an executor's worker waits for: a queue that nobody will ever fill"
    " again",
    "atexit_in_parent": "what the parent still does when it is killed: nothing. atexit, finally and"
    " handlers are Python's, and SIGKILL does not ask Python",
    "pdeathsig": "PR_SET_PDEATHSIG: under forkserver the parent that the kernel knows is the fork"
    " server, which lives on",
    "lifeline_in_every_hand": "who holds the other end of what they wait for: under fork every worker"
    " has a copy of it, and as long as one is open, the end does not come",
    "the_queue_tells_them": "what ends queue.get(): an item, and nothing else. Every worker could still"
    " put one, so the queue's pipe has not come to its end",
    "getppid_is_the_creator": "os.getppid() under forkserver: it tells the fork server, which lives on."
    " Who called start() is multiprocessing.parent_process()",
    "getppid_poll_1": "who adopts orphans: the nearest subreaper, such as systemd --user or here the"
    " grader, and only without one process 1",
}


def test_who_waits_for_an_item_ends_when_the_parent_is_killed(answer: Answer) -> None:
    program = answer.within(seconds=LONG).where_a_subreaper_adopts()
    with program.start("serve", TAKE, WORK, COUNT) as live:
        left = left_when_idle(live, answer)
        seen = end(live, left, IDLE)
    if left:
        lives_on(answer, seen, left)
    if seen.at_end.alive:
        fail(
            IDLE,
            "the workers ended;"
            f" {plural(len(seen.at_end.alive), '{n} other process(es)')} that it had started lived on",
            "nobody is left",
            "what else you start: a manager, for one, is a process, and is not told either",
        )


def test_who_is_at_work_finishes_its_item_and_then_ends(answer: Answer) -> None:
    program = answer.within(seconds=LONG).where_a_subreaper_adopts()
    with program.start("serve", TAKE, WORK, COUNT) as live:
        workers = at_work(live)
        kill_the_parent(live, answer)
        there = still_there(live, answer, workers)
        cut_off = workers.keys() - there.keys()
        left: dict[int, Wait] = {}
        first = next(iter(workers))
        if not cut_off:
            live.open(workers[first])
            left = still_there(live, answer, [first])
        for item in ITEMS:
            live.open(item)
        later = {} if cut_off else still_there(live, answer, workers)
        seen = end(live, later, BUSY)
    if cut_off:
        was_cut_off(seen, cut_off)
    if later:
        fail(
            BUSY,
            f"the items were done, and {plural(len(later), '{n} worker(s)')} lived on"
            f"{where(seen, later)}",
            "who is at work finishes its item, then ends",
            WHAT_FOR,
        )
    if left:
        fail(
            BUSY,
            "the one that began first finished its item, and then lived on until its sibling had ended",
            "who has finished its item ends, whatever the others do",
            "who holds the other end of what it waits for. Under fork, each worker has a copy of all"
            " that its parent had opened for those before it",
            misconception="siblings_hold_the_other_end",
        )
    done = sorted(str(event.data["args"][0]) for event in seen.notes("done"))
    if done != ITEMS:
        fail(
            BUSY, f"done were: {', '.join(done) or 'none'}", f"{', '.join(ITEMS)}", "what was lost"
        )


def test_in_quiet_times_they_wait_and_in_the_end_all_is_done(answer: Answer) -> None:
    did = f"{CALL}, and after {COUNT} items nothing comes for a while; then take() returns None"
    with answer.within(seconds=LONG).start("serve", TAKE, WORK, COUNT) as live:
        workers = idle(live)
        waits = [
            waiter.watch(live.outside(pid), answer.file.resolve(), patience=int(pid == workers[0]))
            for pid in workers
        ]
        there = [pid for pid in workers if kernel.lives(live.outside(pid))]
        live.open("more")
        seen = live.end()
    returned(seen, did)
    nothing_left(seen)
    if len(there) < len(workers):
        fail(
            did,
            f"{plural(len(workers) - len(there), '{n} worker(s)')} had ended when nothing came,"
            " though the parent was alive",
            "a worker ends when its parent has, or when take() has returned None",
            "what it means when a wait comes to its limit: nothing has come yet, and no more",
            misconception="no_news_is_the_end",
        )
    done = sorted(str(event.data["args"][0]) for event in seen.notes("done"))
    if done != ITEMS:
        fail(
            did,
            f"done were: {', '.join(done) or 'none'}",
            f"{', '.join(ITEMS)}, each once",
            "what becomes of the items that were handed out last",
        )
    spinning = [wait for wait in waits if wait.how == "spins"]
    if spinning:
        fail(
            did,
            f"{plural(len(spinning), '{n} worker(s)')} that had no item kept a processor busy"
            f"{spinning[0].where}",
            "who waits sleeps until there is something to do",
            "a wait that ends for two reasons: an item, or the parent's end. A limit of some tenths of a"
            " second will do, too",
            misconception="busy_waiting",
        )


def test_two_are_at_work_at_a_time_and_all_is_done(answer: Answer) -> None:
    did = f"{CALL}; three items come, then take() returns None"
    take = in_turn(*(note("take", returns=item) for item in ("ada", "bob", "cy", None)))
    work = steps(note("begins"), hold("at work"), note("done"))
    seen = answer.within(seconds=LONG).call("serve", take, work, COUNT)
    labels = [event.label for event in seen.notes() if event.label in ("begins", "done")]
    at_once = labels.index("done") if "done" in labels else 0
    if at_once > COUNT:
        fail(
            did,
            f"{plural(at_once, '{n} worker(s)')} were at work at the same time",
            f"{COUNT} workers, as called for",
            "how many are started",
        )
    all_arrive(seen, did, 3, "what ends a worker that is at work, or has not begun yet")


def test_every_item_arrives_whatever_it_is(answer: Answer) -> None:
    did = f"{CALL}; the items are 0 and two long texts, which take their time to arrive"
    items = [0, "x" * 100_000, "x" * 100_001]  # more than a pipe can hold
    first, *others = (note("take", returns=item) for item in (*items, None))
    take = in_turn(steps(send_in_parts(), hold("all wait"), first), *others)
    seen = answer.within(seconds=LONG).call("serve", take, chain(str, len, note("done")), COUNT)
    zero = len(seen.notes("take")) <= len(items)
    all_arrive(
        seen,
        did,
        len(items),
        "0 is an item; only None says that there are no more"
        if zero
        else "who reads from a pipe: two at the same time get parts of each other's items",
    )


def all_arrive(seen: Observation, did: str, expected: int, look: str) -> None:
    """A verdict unless so many items were done."""
    done = len(seen.notes("done"))
    if done != expected:
        fail(did, f"{done} of {expected} items were done", "all are, each once", look)


def at_work(live: Live) -> dict[int, str]:
    """The workers and their items, all at work at the same time, in the order in which they began."""
    try:
        begins = live.wait_for("begins", COUNT)
    except NeverReached as never:
        ended_well(live)
        given, found = (
            [event for event in never.events if event.is_of(label)] for label in ("take", "begins")
        )
        fail(
            CALL,
            f"take() was called {plural(len(given), '{n} time(s)')}, and"
            f" {plural(len(found), '{n} worker(s)')} came to be at work at the same time",
            "both workers are at work",
            "whether an item is handed over at once, and how: two that read from a pipe at the same time"
            " get parts of each other's"
            if len(given) >= COUNT
            else "what your own process waits for before it calls take() again",
        )
    items = {event.pid: str(event.data["args"][0]) for event in begins}
    if len(items) < COUNT:
        fail(
            CALL,
            f"{COUNT} items were begun in {plural(len(items), '{n} process(es)')}",
            "each worker is a process, and does one item at a time",
            "where work is called",
        )
    stats = [(pid, stat) for pid in items if (stat := kernel.stat(live.outside(pid)))]
    stats.sort(key=lambda found: (found[1].started, found[0]))
    return {pid: items[pid] for pid, _ in stats}


def ended_well(live: Live) -> None:
    """A verdict if the run has ended, and not well."""
    if live.seen is not None:
        returned(live.seen, CALL)


def idle(live: Live) -> list[int]:
    """The workers, when each has done its item and your own process waits in take()."""
    workers = at_work(live)
    for item in ITEMS:
        live.open(item)
    try:
        live.wait_for("done", COUNT)
        live.wait_for("more")
    except NeverReached:
        ended_well(live)
        fail(
            CALL,
            "your own process did not call take() again when all items were done",
            "it calls take() until that returns None",
            "what your own process waits for",
        )
    return list(workers)


def kill_the_parent(live: Live, answer: Answer) -> None:
    """Kill it once it waits, whatever its workers do.

    Killed in the middle of put() it would take a queue's lock to its grave.
    """
    waiter.watch(live.outside(live.wait_for("take")[0].pid), answer.file.resolve())
    live.kill_the_parent()


def left_when_idle(live: Live, answer: Answer) -> dict[int, Wait]:
    """Which workers live on, and how, when they wait for an item and their parent is killed."""
    workers = idle(live)
    kill_the_parent(live, answer)
    return still_there(live, answer, workers)


def still_there(live: Live, answer: Answer, pids: Iterable[int]) -> dict[int, Wait]:
    """Which of these are there when each could notice what has happened; and how they wait."""
    waits = {
        pid: waiter.watch(live.outside(pid), answer.file.resolve(), patience=2) for pid in pids
    }
    here = {wait.how for pid, wait in waits.items() if kernel.lives(live.outside(pid))}
    if here and not here & {"polls", "spins"}:  # perhaps somebody else is yet to wake one of them
        try:
            live.wait_for("nobody comes here")
        except NeverReached:
            pass
    alive = (
        live.seen.at_end.alive
        if live.seen
        else [pid for pid in waits if kernel.lives(live.outside(pid))]
    )
    return {pid: waits[pid] for pid in waits if pid in alive}


def end(live: Live, left: dict[int, Wait], did: str) -> Observation:
    """The observation. Who would go on for ever is killed; who waits for good tells where."""
    for pid, wait in left.items():
        if wait.how != "asleep":
            live.kill(pid, signal.SIGKILL)
    seen = live.end()
    if seen.program_stopped == "time":
        fail(
            did,
            f"{plural(len(seen.at_end.alive), '{n} process(es)')} lived on until the time was over; the"
            " arena ended them",
            "the workers end by themselves, soon",
            "what each of them waits for, and how long. A manager is a process, too",
            verdict=Verdict.LEFT,
        )
    return seen


def was_cut_off(seen: Observation, pids: set[int]) -> NoReturn:
    """Some were at work, and did not come to the end of it."""
    codes = {p.exit_code for p in seen.processes if p.pid in pids and p.exit_code is not None}
    signals = [code for code in codes if code < 0]
    saw = f"{plural(len(pids), '{n} worker(s)')} ended in the middle of an item"
    name, look = None, "what ends a worker that is at work"
    if signals and not seen.of_kind("kill"):
        saw += f": {exit_text(signals[0])}, which no process had sent"
        name = "pdeathsig"
        look = "PR_SET_PDEATHSIG: the kernel's signal comes wherever the process is"
    elif codes and (not signals or {kill.pid for kill in seen.of_kind("kill")} <= pids):
        saw += f": {exit_text(max(codes))}"
        name = "exits_in_the_middle"
        look = "what the thread does that has noticed: it ends the process at once, work and all"
    fail(BUSY, saw, "who is at work finishes its item, then ends", look, misconception=name)


def lives_on(answer: Answer, seen: Observation, left: dict[int, Wait]) -> NoReturn:
    """Workers without an item did not end: tell what they relied on."""
    saw = f"{plural(len(left), '{n} worker(s)')} lived on{where(seen, left)}"
    awake = [wait for wait in left.values() if wait.how != "asleep"]
    if awake:
        saw += f", woke now and then, and did not notice{awake[0].where}"
    name, look = why(answer, seen, asleep=not awake)
    fail(
        IDLE,
        saw,
        "both workers end by themselves",
        look or WHAT_FOR,
        misconception=name,
        verdict=Verdict.LEFT,
    )


def why(answer: Answer, seen: Observation, *, asleep: bool) -> tuple[str | None, str]:
    """The misconception that shows, and one thing to look at; neither when none does."""
    under = answer.start_method
    if asleep:
        orderly = leaves_when_asked(answer)
        signs = [
            ("daemon_true", lambda: any(e.data["daemon"] for e in seen.notes("begins"))),
            ("the_executor_sees_to_it", lambda: in_an_executor(orderly)),
            ("atexit_in_parent", lambda: ended_by_the_parents_exit(orderly)),
            ("pdeathsig", lambda: under == "forkserver" and ended_by_the_kernel(answer)),
            ("lifeline_in_every_hand", lambda: under == "fork" and all_end(answer, "spawn")),
            ("the_queue_tells_them", lambda: any(w.waits_for == IN_GET for w in seen.waiting)),
        ]
    else:
        signs = [
            (
                "getppid_is_the_creator",
                lambda: under == "forkserver" and ends_when_adopted(answer, SOME_PID),
            ),
            ("getppid_poll_1", lambda: ends_when_adopted(answer, 1)),
        ]
    name = next((name for name, shows in signs if shows()), None)
    return name, LOOK[name] if name else ""


def where(seen: Observation, left: Iterable[int]) -> str:
    """What one of these waits for, and at which line; not one that only waits for its turn to do so."""
    waiting = sorted(
        (w for w in seen.waiting if w.pid in left and w.line), key=lambda w: "lock" in w.waits_for
    )
    return f": {waiting[0]}" if waiting else ""


def apart(answer: Answer, start_method: str) -> Arena:
    """For runs that only tell why; a picture is to show the run that was judged."""
    return Arena(answer.file.parent, answer.file.stem, start_method)


def ends_when_adopted(answer: Answer, parent: int) -> bool:
    """Whether workers end as soon as os.getppid tells them of this parent, though theirs is alive."""
    work = steps(WORK, adopted(parent))
    with apart(answer, answer.start_method).start("serve", TAKE, work, COUNT) as live:
        return not still_there(live, answer, idle(live))


def leaves_when_asked(answer: Answer) -> Observation:
    """A run in which the parent leaves in good order, with who calls the work in its notes."""
    take, work = in_turn(*GIVE_OUT, leave(3)), tell("stack", traceback.format_stack)
    return apart(answer, answer.start_method).run("serve", take, work, COUNT)


def in_an_executor(seen: Observation) -> bool:
    """Whether an executor's code has called the work."""
    stacks = [line for event in seen.notes("stack") for line in event.data["args"][0]]
    return any("concurrent/futures/process.py" in line for line in stacks)


def ended_by_the_parents_exit(seen: Observation) -> bool:
    """Whether the parent sends signals on its way out, when it has time for that."""
    return any(kill.pid == seen.root for kill in seen.of_kind("kill"))


def all_end(answer: Answer, start_method: str) -> bool:
    """Whether under another start method those who wait for an item do end."""
    with apart(answer, start_method).start("serve", TAKE, WORK, COUNT) as live:
        return not left_when_idle(live, answer)


def ended_by_the_kernel(answer: Answer) -> bool:
    """Whether, under fork, they are ended by a signal that no process has sent."""
    with apart(answer, "fork").start("serve", TAKE, WORK, COUNT) as live:
        left = left_when_idle(live, answer)
        seen = end(live, left, IDLE)
    workers = set(seen.pids("begins"))
    codes = [p.exit_code for p in seen.processes if p.pid in workers]
    killed = all(code is not None and code < 0 for code in codes)
    return killed and not left and not seen.of_kind("kill")
