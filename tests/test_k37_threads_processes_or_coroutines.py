"""k37: what waits waits in threads, what computes computes in other processes, and the loop goes on."""

from itertools import permutations
from typing import NoReturn

from dojo import waiter
from dojo.answer import Answer
from dojo.arena import deadlock, kernel
from dojo.arena.client import Live, NeverReached
from dojo.arena.observation import Event, Observation, short
from dojo.arena.probes import choose, gate, note, packed, steps
from dojo.arena.probes import fail as raises
from dojo.verdict import fail, plural, returned

PAGES = ["/a", "/b", "/c"]
TICK = note("tick")
WORDS = [f"word{n}" for n in range(40)]
FETCH = note("fetch", WORDS)
ROUNDS = 100  # of two ticks each: somebody beside the loop, who asks again and again, never rests
ELSEWHERE = "count is called in other processes, and the loop ticks on meanwhile"


def test_the_loop_goes_on_while_others_compute(answer: Answer) -> None:
    did = "called serve with three pages, where count goes on until the loop has ticked three times"
    count = steps(note("count"), gate("ticked"), len)
    with answer.start("serve", PAGES, FETCH, count, TICK) as live:
        (first,) = reach(live, "count", did)[:1]
        if first.data["creator"] is None:
            counts_here(live, first, did)
        try:
            ticks = len(live.wait_for("tick"))
            live.wait_for("tick", ticks + 3)
        except NeverReached as never:
            no_ticks(live, never, did)
        live.open("ticked")
        came_back(live.end(), did)


def test_all_pages_are_fetched_at_the_same_time_in_this_process(answer: Answer) -> None:
    did = "called serve with three pages, none of which comes before all three have been asked for"
    did += ", and the last one first"
    expected = "three threads of your process wait for a page each"
    words = {"/a": ["I"], "/b": ["am"], "/c": ["you"]}
    pages = {page: steps(gate(page), note("page", words[page])) for page in PAGES}
    fetch = steps(note("fetch"), choose(pages))
    with answer.start("serve", PAGES, fetch, len, TICK) as live:
        (first,) = reach(live, "fetch", did)[:1]
        if first.data["creator"] is not None:
            fail(
                did,
                "fetch was called in another process",
                expected,
                "what fetch needs: it only waits. A process for that is a worker less for those who"
                " compute; and this process's connections are not there",
                misconception="processes_for_waiting",
            )
        if first.data["thread"] == first.pid:
            fail(
                did,
                "your event loop itself called fetch, and stands still until the page comes",
                expected,
                "what blocks the loop: a call that waits, without await. A thread can do that",
            )
        try:
            live.wait_for("fetch", len(PAGES))
        except NeverReached as never:
            asked = sum(event.label == "fetch" for event in never.events)
            fail(
                did,
                f"{plural(asked, '{n} page(s)')} asked for at the same time, no more",
                expected,
                "what has to happen before the second page is asked for",
            )
        for page in reversed(PAGES):
            live.open(page)
            let_it_come_to_its_end(live, first.pid)
        seen = live.end()
    came_back(seen, did)
    if seen.ending.value in [list(order) for order in permutations(([1], [2], [3]))][1:]:
        fail(
            did,
            f"it returned {seen.ending.value}: not in the order of the pages",
            "a list for each page: [[1], [2], [3]]",
            "as_completed, or an append: they give the order in which the pages were done",
            misconception="as_they_come",
        )


def let_it_come_to_its_end(live: Live, root: int) -> None:
    """Go on when all but the loop is at rest: what has begun is done, and has been handed over."""
    before: deadlock.Look = frozenset()
    try:
        for _ in range(ROUNDS):
            live.wait_for("tick", len(live.wait_for("tick")) + 2)
            now = waiter.look_beside(live.outside(root))
            if now == before and deadlock.everyone_waits_for_something(now):
                return
            before = now
    except NeverReached:
        return  # there is no loop that ticks; that is for another test


def test_it_returns_the_numbers_and_the_words_travel_together(answer: Answer) -> None:
    did = f"called serve with three pages of {len(WORDS)} words, and count = len"
    seen = answer.observe("serve", PAGES, FETCH, packed("sent", len), TICK)
    came_back(seen, did)
    numbers = [[len(word) for word in WORDS]] * len(PAGES)
    if seen.ending.value != numbers:
        fail(
            did,
            f"it returned {short(seen.ending.value)}",
            f"a list for each page, with the numbers of its words: {short(numbers, 80)}",
            "the order of the pages, and of the words",
        )
    sent = len(seen.notes("sent"))
    if sent >= len(PAGES) * len(WORDS):
        fail(
            did,
            f"count was sent to a worker {sent} times, each time with one word",
            "a few messages, with many words each",
            "how many words a task has: to send one there and back takes longer than to count it",
            misconception="process_per_tiny_task",
        )


def test_an_exception_of_count_reaches_the_caller(answer: Answer) -> None:
    did = "called serve where count raises ValueError: no such word"
    seen = answer.observe("serve", PAGES, FETCH, raises("no such word"), TICK)
    if seen.ending.how != "raised" or could_not_travel(seen):
        came_back(seen, did)
    in_a_group = seen.ending.error == "ExceptionGroup"  # as asyncio.TaskGroup raises it
    if not in_a_group and (seen.ending.error, seen.ending.text) != ("ValueError", "no such word"):
        fail(
            did,
            f"it {seen.ending}",
            "it raises ValueError: no such word",
            "what becomes of the exception on its way: await and result() raise it",
        )


def came_back(seen: Observation, did: str) -> None:
    """It returned; else a verdict, which tells a task that could not be sent to another process."""
    if could_not_travel(seen):
        line = f" (line {seen.ending.line})" if seen.ending.line else ""
        fail(
            did,
            f"a task could not be sent to another process: {seen.ending.error}:"
            f" {seen.ending.text}{line}",
            "tasks that can be pickled: a function of the module, and data",
            "what you hand to the pool. It is pickled on its way, and functions go by their name: a"
            " lambda, or a function inside another one, has none that a worker could look up",
            misconception="what_cannot_travel",
        )
    returned(seen, did)


def could_not_travel(seen: Observation) -> bool:
    """Whether the call raised what pickle raises, of something that is not the test's."""
    text = seen.ending.text
    return seen.ending.how == "raised" and ("pickle" in text or "get local object" in text)


def no_ticks(live: Live, never: NeverReached, did: str) -> NoReturn:
    """Another process computes, and there are no more ticks. Say whether the loop still runs."""
    ticks = [event for event in never.events if event.label == "tick"]
    if ticks and not is_in_its_loop(live.outside(ticks[0].pid)):
        fail(
            did,
            "another process computes, and your loop stands still: something in it waits, and does not"
            " let it go on",
            ELSEWHERE,
            "what waits for the result: result() blocks the thread, and the loop runs in it. await lets"
            " others go on",
            misconception="result_in_coroutine",
        )
    fail(
        did,
        f"tick was called {plural(len(ticks), '{n} time(s)')}"
        + (", then no more" if ticks else ""),
        ELSEWHERE,
        "who calls tick, and what ends that",
    )


def is_in_its_loop(pid: int) -> bool:
    """Whether the main thread waits as an event loop does, or nobody lets us see how it waits."""
    try:
        return any("epoll" in (t.call or "") for t in kernel.threads(pid) if t.tid == pid)
    except kernel.Unreadable:
        return True


def reach(live: Live, label: str, did: str) -> tuple[Event, ...]:
    """The calls of this probe; a verdict if there can be none any more."""
    try:
        return live.wait_for(label)
    except NeverReached as never:
        seen = live.end()
        ticks = sum(event.label == "tick" for event in never.events)
        begun = sum(event.label == "fetch" for event in never.events)
        if seen.ending.bound == "time" and ticks >= 10 and not begun:
            fail(
                did,
                f"your loop ticked {ticks} times, and no page was ever fetched",
                "every page is fetched, and its words are counted",
                "who waits for whom: a task that hands another one to its own pool, and waits for it,"
                " keeps the very worker busy that would be needed",
                misconception="submit_from_inside",
            )
        came_back(seen, did)
        fail(
            did,
            f"{label} was never called",
            f"{label} is called",
            "what is handed out, and awaited",
        )


def counts_here(live: Live, first: Event, did: str) -> NoReturn:
    """Count was called in the caller's process. Say by whom, and whether fetch was, too."""
    by_the_loop = first.data["thread"] == first.pid
    fetched_here = all(event.pid == first.pid for event in live.wait_for("fetch"))
    if by_the_loop:
        name, saw = "async_def_is_parallel", "your event loop itself called count, and stands still"
        look = "await: it lets the loop go on only where something waits. Computing is no waiting"
    else:
        name = "to_thread_everything" if fetched_here else "default_executor_for_cpu"
        saw = "a thread of your process called count"
        look = (
            "threads: they share one interpreter with the loop, and take turns in pure Python code"
        )
    fail(did, saw, ELSEWHERE, look, misconception=name)
