"""k13: the results that the workers compute in their own memory arrive in the caller's."""

from collections import Counter
from operator import neg
from pathlib import Path

from dojo.answer import Answer
from dojo.arena.client import NeverReached
from dojo.arena.observation import Observation, short
from dojo.arena.probes import gate, note, steps
from dojo.verdict import error_line, fail, plural, returned

ITEMS = [700, -3, 12]  # beyond what fits into an exit code, on both sides


def test_every_result_comes_back(answer: Answer) -> None:
    arrived(answer, collected(answer, ITEMS), ITEMS)


def test_results_that_are_alike_come_back_as_often_as_they_occur(answer: Answer) -> None:
    items = [5, 5, -1]
    arrived(answer, collected(answer, items), items)


def test_a_single_result_comes_back(answer: Answer) -> None:
    arrived(answer, collected(answer, [41]), [41])


def test_every_item_is_worked_on_once(answer: Answer) -> None:
    seen = collected(answer, ITEMS)
    worked_on = [call.data["args"] for call in seen.notes("work")]
    if Counter(map(repr, worked_on)) != Counter(repr((item,)) for item in ITEMS):
        fail(
            did(ITEMS),
            f"work was called with the arguments {', '.join(map(repr, worked_on))}",
            "one call for each item, with the item as its only argument",
            "what each worker is given as args=",
        )


def did(items: list[int]) -> str:
    """The call, as a learner would write it."""
    return f"called collect(work, {items}) with a work that returns -item"


def collected(answer: Answer, items: list[int]) -> Observation:
    """The work was done, outside of the caller's process, and the call returned; or a verdict."""
    seen = answer.observe("collect", steps(note("work"), neg), items)
    calls = seen.notes("work")
    here = [call for call in calls if call.pid == seen.root]
    if any(call.data["thread"] != seen.root for call in here):
        fail(
            did(items),
            f"{plural(len(here), '{n} call(s)')} of work came from the caller's own process"
            f" (pid {seen.root}), out of threads",
            "each call comes from another process",
            "what a thread is: it shares the memory, so the results arrive, and it shares the"
            " process, so there is no second one",
            misconception="thread_it",
        )
    if here:
        fail(
            did(items),
            f"{plural(len(here), '{n} call(s)')} of work came from the caller's own process"
            f" (pid {seen.root})",
            "each call comes from another process",
            "target=work(item) and worker.run(): both call it here. start() makes a process",
        )
    returned(seen, did(items))
    if len(calls) < len(items):
        fail(
            did(items),
            f"work was called {len(calls)} times. {error_line(seen.stderr)}",
            f"it is called {len(items)} times",
            "what the workers are given as target= and args=, and what they do with it",
        )
    return seen


def arrived(answer: Answer, seen: Observation, items: list[int]) -> None:
    """All results are in the returned list, as often as they occur; or a verdict."""
    results, value = [-item for item in items], seen.ending.value
    if isinstance(value, list) and Counter(map(repr, value)) == Counter(map(repr, results)):
        return
    workers = set(seen.pids("work"))
    computed = (
        f"{plural(len(workers), '{n} process(es)')} computed {', '.join(map(str, results))}, and"
        f" collect returned {short(value)}"
    )
    expected = f"it returns {results}, in any order"
    if value == [] and (manager := manager_beside(seen, workers)):
        fail(
            did(items),
            f"{computed}. There was another process, {manager}, from before the first worker until"
            " after the last: a manager, with the container that nothing arrived in",
            expected,
            "shared['key'].append(…): shared['key'] gives a copy, and append changes the copy."
            " Append to a manager's own list, or assign the changed copy again",
            misconception="manager_inner_append",
        )
    if isinstance(value, list) and some_of(value, results) and holds_a_pipe(answer):
        fail(
            did(items),
            f"{computed}. There was a queue, or another pipe, and collect had stopped reading it"
            " before the last result was in it",
            expected,
            "how collect knows that all is there. empty(), poll() and get_nowait() speak of this"
            " moment only, and a result may still be on its way. get() waits: call it once for"
            " each worker",
            misconception="empty_means_finished",
        )
    if value == []:
        fail(
            did(items),
            f"{computed}: its own list, in its own memory, which no worker can reach",
            expected,
            "who appends to which list. Each worker has a copy, and it is gone with the worker."
            " A result must be sent",
            misconception="memory_is_shared",
        )
    if value == [None] * len(items):
        fail(
            did(items),
            f"{computed}: nobody had sent it the results",
            expected,
            "where the values come from. join() returns None, whatever the target returned, and"
            " what a worker sets on an object is set on its copy",
            misconception="result_never_sent",
        )
    if isinstance(value, list) and sorted(map(repr, value)) == sorted(
        str(r % 256) for r in results
    ):
        fail(
            did(items),
            f"{computed}: the lowest 8 bits of each result",
            expected,
            "what an exit code is: a number from 0 to 255 that tells how a process ended",
            misconception="exit_code_as_result",
        )
    fail(did(items), computed, expected, "how a result gets from a worker into the list")


def some_of(value: list[object], results: list[int]) -> bool:
    """Whether these are results, and not all of them."""
    return not Counter(map(repr, value)) - Counter(map(repr, results))


def holds_a_pipe(answer: Answer) -> bool:
    """Whether the caller has both ends of a pipe while a worker works: those of a queue, say.

    Of the pipes that belong to a Process it has one end each. A pool or an executor has pipes of
    its own; their workers are known by their names (ForkPoolWorker-1, SpawnProcess-1).
    """
    with answer.start("collect", steps(note("work"), gate("held")), [1]) as live:
        try:
            (call, *_) = live.wait_for("work")
            if not call.data["name"].startswith("Process-"):
                return False
            table = Path(f"/proc/{live.outside(call.data['creator'])}/fd")
            ends = {(str(end.readlink()), end.lstat().st_mode & 0o600) for end in table.iterdir()}
        except (NeverReached, OSError):
            return False
    pipes = [name for name, _ in ends if name.startswith("pipe:")]
    return len(set(pipes)) < len(pipes)


def manager_beside(seen: Observation, workers: set[int]) -> int | None:
    """The pid of a manager's process: one that did no work, around the lives of all who did.

    None where it could as well be an idle worker of a pool (those are daemons).
    """
    if any(call.data["daemon"] for call in seen.notes("work")):
        return None
    at_work = [p for p in seen.children() if p.pid in workers]
    others = [p for p in seen.children() if p.pid not in workers]
    if len(others) == 1 and all(others[0].start <= p.start for p in at_work):
        return others[0].pid
    return None
