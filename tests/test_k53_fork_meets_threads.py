"""k53: workers are made while a thread holds a lock; all work is done, every line is written."""

import operator
import os
import re
import select
import warnings
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena import deadlock, kernel
from dojo.arena.client import NeverReached
from dojo.arena.observation import Observation, short
from dojo.arena.probes import choose, hold, meet, note, steps, tell
from dojo.support import two_at_work
from dojo.verdict import Verdict, fail, plural, returned

ITEMS = [4, 7, 9]
LINES = ["started", *(f"done {item}" for item in ITEMS), "finished"]
DID = "called run_all, where the first write lasts until a worker is at work"
FIRST = "the first write"
# In the thread that writes: has it an RLock, and what do the filters say of a DeprecationWarning?
HAS_RLOCK = (
    "any(type(o).__name__ == 'RLock' and o._is_owned() for o in __import__('gc').get_objects())"
)
FILTER = (
    "next(f[0] for f in __import__('warnings').filters if issubclass(DeprecationWarning, f[2]))"
)


class ShowDeprecations:
    """When it arrives at the answer, Python shows every DeprecationWarning there, as pytest does."""

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes it there."""
        return warnings.simplefilter, ("default", DeprecationWarning)


WRITES: defaultdict[str, Any] = defaultdict(
    partial(steps, note("write"), note("wrote")),
    {
        "": ShowDeprecations(),
        "started": steps(
            note("write"),
            meet(FIRST, 2),
            tell("has an RLock", eval, HAS_RLOCK),
            tell("filter", eval, FILTER),
            hold("all the others"),
            note("wrote"),
        ),
    },
)
WORKS: defaultdict[int, Any] = defaultdict(
    partial(steps, note("work"), operator.neg),
    {ITEMS[0]: steps(note("work"), meet(FIRST, 2), operator.neg)},
)
# It ends when everybody else waits: a thread that has come to write is in the first write then.
LOAD = steps(hold("the thread"), note("loaded", ITEMS))
CALL = ("run_all", LOAD, choose(WORKS), choose(WRITES))


def test_all_work_is_done_although_a_thread_writes_when_the_workers_are_made(
    answer: Answer,
) -> None:
    observed(answer)


def test_no_work_waits_for_a_slow_write(answer: Answer) -> None:
    seen = observed(answer)
    for refused in seen.of_kind("refused", FIRST):
        before = seen.events[: seen.events.index(refused)]
        if not any(event.label == "work" for event in before):
            waited_for_it(refused.data)


def test_every_line_is_written_once(answer: Answer) -> None:
    seen = observed(answer)
    lines = lines_of(seen)
    if lines == Counter(LINES):
        done_when_done(seen)
        return
    only_missing = lines < Counter(LINES) and set(LINES) - set(lines) <= set(LINES[1:-1])
    if only_missing and all(p.started == "fork" for p in seen.children()):
        free = answer.observe("run_all", LOAD, choose(WORKS), note("write"))
        if lines_of(free) == Counter(LINES):
            skipped(lines)
    fail(
        DID,
        f"these lines were written: {', '.join(map(str, lines.elements()))}",
        f"each of these, once: {', '.join(LINES)}",
        "who writes which line, and what it does if it cannot write at once",
    )


def done_when_done(seen: Observation) -> None:
    """A verdict if "done ITEM" was written before the work for it had begun."""
    told = [(event.label, *event.data["args"][:1]) for event in seen.notes()]
    for item in ITEMS:
        done, work = ("write", f"done {item}"), ("work", item)
        if work in told[told.index(done) :]:
            fail(
                DID,
                f'"done {item}" was written before work({item}) was called',
                "it is written when the work for the item is done",
                "what comes first: the work, or the line that tells of it",
            )


def test_no_process_writes_two_lines_at_a_time(answer: Answer) -> None:
    seen = observed(answer)
    inside: dict[int, str] = {}
    for event in seen.notes():
        line = str(event.data["args"][:1])
        if event.label == "wrote":
            inside.pop(event.pid, None)
        elif event.label == "write" and event.pid in inside:
            fail(
                DID,
                f"process {event.pid} called write for {line[1:-2]}, while its write for"
                f" {inside[event.pid][1:-2]} was not over",
                "one write at a time in each process",
                "what keeps two threads of one process apart: a lock that both take, or a join",
            )
        elif event.label == "write":
            inside[event.pid] = line


def test_the_results_stand_in_the_order_of_the_items(answer: Answer) -> None:
    seen = observed(answer)
    expected = [-item for item in ITEMS]
    if seen.ending.value != expected:
        fail(
            f"called run_all with the items {ITEMS}, where work(item) is -item",
            f"it returned {short(seen.ending.value)}",
            f"it returns {expected}",
            "the results of work, in the order of the items",
        )
    two = answer.observe("run_all", note("load", ITEMS[:2]), meet("at work", 2), note("write"))
    two_at_work(two, f"called run_all with the items {ITEMS[:2]}")


def observed(answer: Answer) -> Observation:
    """Two workers did the work, and it returned; or a verdict."""
    seen = answer.observe(*CALL)
    if seen.ending.how == "stuck":
        stuck(answer, seen)
    returned(seen, DID)
    begun = [event.label for event in seen.events]
    if "write" not in begun[: begun.index("loaded") if "loaded" in begun else 0]:
        fail(
            DID,
            "when load() was over, no line had been written, and nobody had begun to",
            'the line "started" is written first, in a thread, while load() is at work',
            "what comes first: the start of the thread, then load()",
        )
    pids = seen.pids("work")
    if len(pids) != len(ITEMS) or seen.root in pids:
        own = f", {pids.count(seen.root)} of them in your own process" if seen.root in pids else ""
        fail(
            DID,
            f"work was called {plural(len(pids), '{n} time(s)')}{own}",
            f"it is called once for each of the {len(ITEMS)} items, in worker processes",
            "who calls work",
        )
    return seen


def lines_of(seen: Observation) -> Counter[str]:
    """The lines that were written."""
    return Counter(str(event.data["args"][0]) for event in seen.notes("write"))


def stuck(answer: Answer, seen: Observation) -> None:
    """A verdict if a forked worker waits for a lock in a line of the answer."""
    forked = {process.pid for process in seen.children() if process.started == "fork"}
    waiting = [
        w for w in seen.waiting if w.pid in forked and w.line and "or a thread" in w.waits_for
    ]
    if not waiting or seen.root not in {event.pid for event in seen.of_kind("meet", FIRST)}:
        return
    warned = re.search(r"This process .* deadlocks in the child", seen.stderr)
    saw = (
        f"a deadlock. Worker {waiting[0].pid} waits for a lock, at line {waiting[0].line}"
        f" ({waiting[0].source}). It was forked while another thread of your process had that lock"
        + (f". (Python warned: {warned[0]}.)" if warned else "")
    )
    look = (
        "what a forked worker is: a copy of the memory, with the lock held, as it was just then,"
        " and one thread, the one that forked. Nobody is there to give the lock back"
    )
    name = "copied_while_held"
    if any(event.data["args"] == ("ignore",) for event in seen.notes("filter")):
        name = "filter_the_warning"
        saw += ". And DeprecationWarnings are switched off: since Python 3.12, one says just this"
        look += ". With or without the warning"
    elif any(event.data["args"] == (True,) for event in seen.notes("has an RLock")):
        name = "rlock"
        saw += ". The lock is an RLock"
        look += ". An RLock lets in only the thread that has it already, which stayed behind"
    elif sleeps_before_it_forks(answer):
        name = "sleep_before_fork"
        saw += ". Before the fork your process had slept, and that was not long enough"
        look += ". No sleep makes sure that the thread has done with the lock"
    fail(
        DID,
        saw,
        "all work is done, and it returns",
        look,
        misconception=name,
        verdict=Verdict.STUCK,
    )


def sleeps_before_it_forks(answer: Answer) -> bool:
    """Whether, in another run, the caller is seen to sleep after load() and before a worker."""
    with answer.start(*CALL) as live:
        try:
            caller = live.outside(live.wait_for("loaded")[0].pid)
            end = os.pidfd_open(caller)
        except (NeverReached, ProcessLookupError):
            return False
        children = Path(f"/proc/{caller}/task/{caller}/children")
        try:
            while not select.select([end], [], [], 0.002)[0] and not children.read_text("ascii"):
                if any(deadlock.sleeps(t) for t in kernel.threads(caller) if t.tid == caller):
                    return True
        except (kernel.Unreadable, OSError):
            pass
        finally:
            os.close(end)
    return False


def waited_for_it(where: dict[str, Any]) -> NoReturn:
    """Nobody worked while the first write lasted. Say where the caller was meanwhile."""
    waits_for, line = where.get("waits_for", ""), where.get("line")
    at = f", at line {line}: {where['source']}" if line else ""
    by_join = "for a thread" in waits_for
    meanwhile = f"your process waited {waits_for}" if "gate" not in waits_for else "it was written"
    fail(
        DID,
        f"no work was begun as long as the first write lasted. Meanwhile {meanwhile}{at}",
        "nobody waits for a slow write: the work goes on meanwhile",
        "what stands between the start of the thread and the workers. Without threads at the fork"
        " there is no deadlock, but which can come first, the thread or the workers?",
        misconception="join_thread_around_fork" if by_join else None,
    )


def skipped(lines: Counter[str]) -> NoReturn:
    """The workers could not have the lock, and left their lines out."""
    missing = [line for line in LINES if line not in lines]
    fail(
        DID,
        f"it returned, and nobody wrote {', '.join(missing)}. When no thread writes while the"
        " workers are made, these lines are there",
        "every line is written",
        "what a worker does when it does not get the lock. Its copy of the lock was held when it"
        " was forked, and stays so: to try again, or later, does not help",
        misconception="try_acquire_and_skip",
    )
