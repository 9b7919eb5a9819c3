"""k32: the caller sleeps until the work is done, and is woken by its end."""

from typing import NoReturn

from dojo import waiter
from dojo.answer import Answer
from dojo.arena.client import Live, NeverReached
from dojo.arena.observation import Observation, short
from dojo.arena.probes import fail as raises
from dojo.arena.probes import gate, note, steps
from dojo.support import TO_WAIT_OUT, Announced, wait_out
from dojo.verdict import Verdict, fail, plural, returned, waits
from dojo.waiter import Wait

HOW_IT_COMES_BACK = "how the result comes back; None is one like any other"
LONG_TEXT = "x" * 200_000  # more than a pipe can hold
RETURNS = "it returns what the work returned, when the work is done"


def test_it_is_asleep_until_the_work_is_done(answer: Answer) -> None:
    did = "called result_of with work that goes on until we have seen how you wait"
    work = steps(gate("work"), note("done", returns="well"))
    with answer.within(seconds=TO_WAIT_OUT).start("result_of", Announced(work), "ada") as live:
        try:
            caller = live.wait_for("caller")[0].pid
            live.wait_for("work")
        except NeverReached:
            returned(live.end(), did)
            fail(did, "it returned, and work was not called", RETURNS, "who calls work")
        how = waiter.watch(live.outside(caller), answer.file.resolve())
        waited = wait_out(live, caller) if how.how == "asleep" else []
        live.open("work")
        afterwards = when_nothing_is_left_to_tell(live, caller, answer)
        seen = live.end()
    if in_vain(seen) and afterwards.how in ("polls", "spins"):
        fail(
            did,
            "when the work was done, your process went on asking until its time was over: what it"
            f" asks about does not change{afterwards.where}",
            RETURNS,
            "the variable that you ask: the other process has one of its own, of the same name",
            misconception="global_flag",
        )
    if how.how in ("polls", "spins"):
        it_asked(did, how)
    came_back = seen.ending.how in ("returned", "raised")
    if came_back and seen.ending.value != "well" and "for a while" in waited:
        fail(
            did,
            f"it {seen.ending}: it had waited with a time limit, and given up",
            RETURNS,
            "the limit of your wait. The work may last a night, and only its end says that it is over",
            misconception="get_with_a_limit",
        )
    was_woken(seen, did)
    before = [
        event.kind for event in seen.events if event.kind == "returned" or event.label == "done"
    ]
    if before[:1] == ["returned"]:
        fail(
            did,
            f"it returned {short(seen.ending.value)}, while the work still went on",
            RETURNS,
            "what you wait for, and whether the wait has a limit",
        )
    if seen.ending.value != "well":
        fail(did, f"it returned {short(seen.ending.value)}", 'it returns "well"', HOW_IT_COMES_BACK)


def test_it_returns_what_the_work_returned(answer: Answer) -> None:
    did = 'called result_of(work, "ada"), where work returns None'
    seen = answer.observe("result_of", note("work", returns=None), "ada")
    was_woken(seen, did)
    value, calls = seen.ending.value, seen.notes("work")
    if any(call.pid == seen.root for call in calls):
        fail(
            did, "work was called in your own process", "another process calls it", "who calls work"
        )
    if len(calls) != 1 or calls[0].data["args"] != ("ada",):
        fail(
            did,
            f"work was called {plural(len(calls), '{n} time(s)')}"
            + "".join(f", with {short(call.data['args'])}" for call in calls[:1]),
            'once, with ("ada",)',
            "what is handed to the other process",
        )
    if value is not None:
        fail(did, f"it returned {short(value)}", "it returns None", HOW_IT_COMES_BACK)
    did = f'called result_of(work, "ada"), where work returns {len(LONG_TEXT)} letters'
    seen = answer.observe("result_of", note("work", returns=LONG_TEXT), "ada")
    was_woken(seen, did)
    if seen.ending.value != LONG_TEXT:
        fail(
            did, f"it returned {short(seen.ending.value)}", "it returns them all", HOW_IT_COMES_BACK
        )


def test_a_work_that_fails_wakes_it_too(answer: Answer) -> None:
    did = "called result_of with work that raises ValueError: no such user"
    seen = answer.observe("result_of", steps(note("done"), raises("no such user")), "ada")
    if seen.ending.how == "raised":
        return
    never_came = seen.ending.how == "stuck" or in_vain(seen)
    fail(
        did,
        f"the work had failed, and your process went on waiting for ever. {waits(seen)}".strip()
        if never_came
        else f"it {seen.ending}",
        "it raises an exception",
        "what wakes your process, and whether that comes when the work fails, too",
        verdict=Verdict.STUCK if seen.ending.how == "stuck" else Verdict.NOT_YET,
    )


def in_vain(seen: Observation) -> bool:
    """Whether the work was done, and the answer went on until its time was over."""
    return seen.ending.bound == "time" and bool(seen.notes("done"))


def when_nothing_is_left_to_tell(live: Live, caller: int, answer: Answer) -> Wait:
    """How the caller waits once the work is done, and the worker is gone or asleep."""
    try:
        worker = live.wait_for("done")[0].pid
    except NeverReached:
        return Wait("gone")
    waiter.watch(live.outside(worker), answer.file.resolve())
    return waiter.watch(live.outside(caller), answer.file.resolve())


def was_woken(seen: Observation, did: str) -> None:
    """Go on only if it returned; else say why it never came to know that the work was done."""
    mine = next((w for w in seen.waiting if w.role == "answer"), None)
    by_a_thread = mine is not None and "thread of its own" in mine.waits_for
    if seen.ending.how == "stuck" and by_a_thread and not seen.stderr.strip():
        fail(
            did,
            f"the work was over, and nobody woke your process: a deadlock. {waits(seen)}",
            RETURNS,
            "where that Event, Condition or Lock comes from: those of threading live in one process."
            " The other process has its own, and multiprocessing has some that both share",
            misconception="event_thread",
            verdict=Verdict.STUCK,
        )
    returned(seen, did)


def it_asked(did: str, how: Wait) -> NoReturn:
    """It did not wait, it asked again and again. Say what that cost."""
    expected = "it sleeps until the work is done, and uses no processor"
    if how.how == "spins":
        fail(
            did,
            f"meanwhile your process did not wait at all. It asked and asked, and used {how.cpu:.1f} s"
            f" of a processor for it{how.where}",
            expected,
            "the loop: it asks as fast as it can. What waits instead, until it is told?",
            misconception="busy_loop",
        )
    fail(
        did,
        f"meanwhile your process went to sleep and woke up {plural(how.wakes, '{n} time(s)')}, to ask"
        f" again and again{how.where}",
        expected,
        "the pause in the loop: it makes the asking cheaper and the answer later. What waits until"
        " it is told?",
        misconception="sleep_loop",
    )
