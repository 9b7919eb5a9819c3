"""k24: when the time is over the late ones are told apart, ended, and waited for."""

import operator
import os
import signal
from functools import partial
from typing import Any

from dojo.answer import Answer
from dojo.arena import probes
from dojo.arena.observation import Observation
from dojo.arena.probes import die, gate, hold, leave, note, steps
from dojo.verdict import fail, nothing_left, plural, returned, waits

PLENTY = 60  # seconds that no child needs
SHORT = (0.3, 1.0, 3.0)  # seconds; the next one where the children were not ready in time
FOR_EVER = gate("for ever")  # a gate that nobody opens


def test_a_child_that_ends_in_time_is_ok(answer: Answer) -> None:
    did = f"called run_within({PLENTY}, ...) with one child, which ended soon and without an error"
    item = steps(hold("work"), note("done"))
    seen = answer.observe("run_within", PLENTY, operator.call, [item])
    value = outcomes(seen, did, 1)
    if value == ["timeout"] and before_return(seen, "done"):
        fail(
            did,
            "the child ended by itself, with exit code 0, and was called 'timeout'",
            "it returns ['ok']",
            "what join returns: None, always, whether the child has ended or not. exitcode tells",
            misconception="return_of_join",
        )
    expect(seen, did, ["ok"])


def test_every_child_may_use_all_the_time(answer: Answer) -> None:
    did = f"called run_within({PLENTY}, ...) with a child that ends at once, and one that takes longer"
    items = [note("quick"), steps(hold("work"), note("slow"))]
    seen = answer.observe("run_within", PLENTY, operator.call, items)
    value = outcomes(seen, did, 2)
    if value == ["ok", "timeout"] and not before_return(seen, "slow"):
        fail(
            did,
            "when the first child had ended, the second was ended, too, and called 'timeout',"
            f" though nearly all of the {PLENTY} seconds were left",
            "it returns ['ok', 'ok']",
            "how often you wait: wait([...]) returns as soon as one of them is ready",
            misconception="wait_once",
        )
    expect(seen, did, ["ok", "ok"])


def test_a_child_that_fails_in_time_is_failed(answer: Answer) -> None:
    did = "called run_within with three children: one raises ValueError, one leaves with exit code"
    did += " 3, one is killed by SIGKILL"
    items = [probes.fail("no such user"), leave(3), die(signal.SIGKILL)]
    seen = answer.observe("run_within", PLENTY, operator.call, items)
    if outcomes(seen, did, 3) == ["ok", "ok", "ok"]:
        fail(
            did,
            "it returned ['ok', 'ok', 'ok']: all of them have ended, none of them well",
            "it returns ['failed', 'failed', 'failed']",
            "exitcode: None is running, 0 is success, anything else is not",
            misconception="ended_is_ok",
        )
    expect(seen, did, ["failed", "failed", "failed"])


def test_a_child_that_never_ends_is_a_timeout(answer: Answer) -> None:
    did = f"called run_within({SHORT[0]}, ...) with a child that never ends"
    seen = answer.observe("run_within", SHORT[0], operator.call, [FOR_EVER])
    answer.forgive(seen)  # the next test looks at what it leaves behind
    value = outcomes(seen, did, 1)
    if value == ["timeout"]:
        return
    judge_a_verdict_by_join(seen, did)
    if value == ["failed"] and not left(seen):
        fail(
            did,
            "the child was still at work when the time was over; then it was killed, and called"
            " 'failed'",
            "it returns ['timeout']",
            "when you look at exitcode: after your own kill it is not None any more",
            misconception="judged_after_the_kill",
        )
    expect(seen, did, ["timeout"])


def test_nobody_is_left_when_it_returns(answer: Answer) -> None:
    did = "called run_within with a child that never ends; asked to (SIGTERM), it takes a moment"
    dying = steps(note("SIGTERM"), hold("dying"), die(signal.SIGKILL))
    seen = when_ready(answer, on_sigterm(dying))
    outcomes(seen, did, 1)
    judge_a_verdict_by_join(seen, did)
    judge_a_child_left_alone(seen, did)
    if left(seen) and seen.notes("SIGTERM") and not seen.notes("ready")[0].data["daemon"]:
        fail(
            did,
            "the child was sent SIGTERM, and run_within returned before it had ended",
            "the child has ended, and been joined, when run_within returns",
            "what follows terminate: it sends a signal and does not wait. join waits",
            misconception="terminate_no_join",
        )
    nothing_left(seen)


def test_a_child_that_ignores_sigterm_is_ended_too(answer: Answer) -> None:
    did = "called run_within with a child that never ends, and goes on when it gets SIGTERM"
    deaf = steps(note("SIGTERM"), hold("deaf"), note("goes on"))
    seen = when_ready(answer, on_sigterm(deaf))
    stuck = seen.ending.how == "stuck"
    if seen.notes("SIGTERM") and (stuck or (left(seen) and before_return(seen, "goes on"))):
        fail(
            did,
            "the child was sent SIGTERM, and went on. "
            + (waits(seen) if stuck else "run_within returned, and left it running"),
            "the child has ended when run_within returns",
            "what you do if terminate was not enough: kill sends SIGKILL, which nobody can ignore",
            misconception="terminate_only",
        )
    outcomes(seen, did, 1)
    judge_a_verdict_by_join(seen, did)
    judge_a_child_left_alone(seen, did)
    nothing_left(seen)


# A clock that stands still: it tells when the run's working folder was last modified. The first
# child sets that to the year 2096, and the second must not be waited for any more.
CLOCK = partial(os.path.getmtime, ".")
TIME_IS_OVER = partial(os.utime, ".", (4_000_000_000, 4_000_000_000))


def test_one_deadline_holds_for_all(answer: Answer) -> None:
    did = f"called run_within({PLENTY}, ...) with two children; when the first one ended, the clock"
    did += f" said that {PLENTY} seconds were over"
    first = steps(hold("work"), TIME_IS_OVER, note("time is over"))
    second = steps(hold("work"), hold("longer"), note("second"))
    for items in ([first, second], [second, first]):  # an answer may wait for the last one first
        seen = answer.observe("run_within", PLENTY, operator.call, items, clock=CLOCK)
        answer.forgive(seen)  # other tests look at what it leaves behind
        outcomes(seen, did, 2)
        if not before_return(seen, "second"):
            return
    told = steps(note("reading"), CLOCK)  # once more, to see when it looks at the clock
    seen = answer.observe("run_within", PLENTY, operator.call, [first, second], clock=told)
    answer.forgive(seen)
    judge_second_wait(seen, did)


def judge_second_wait(seen: Observation, did: str) -> None:
    """It waited for the second child when the time was over. Say why, as far as it shows."""
    saw = "it still waited for the second one, until that had ended by itself"
    expected = "it does not wait any more: the seconds are for all of them together"
    readings = seen.notes("reading")
    if not readings:
        fail(
            did,
            f"{saw}. It never called clock()",
            expected,
            "the seconds given to each wait: what is left of them is the deadline less clock()",
            misconception="clock_never_read",
        )
    if any(reading.data["thread"] != seen.root for reading in readings):
        return  # threads that wait side by side: their seconds do not add up
    labels = [event.label for event in seen.events if event.kind == "note"]
    if "time is over" in labels and "second" in labels:
        over, second = labels.index("time is over"), labels.index("second")
        if "reading" in labels[over:second]:
            fail(
                did,
                f"it read the clock, and then {saw.removeprefix('it ')}",
                expected,
                "where the deadline is made: in the loop, every child gets a new one, and n"
                " children take n times as long",
                misconception="deadline_per_child",
            )
    fail(did, saw, expected, "when you look at the clock: anew, before every wait")


def on_sigterm(handler: steps) -> steps:
    """Something to do for ever, with a handler for SIGTERM, that tells when both are in place."""
    return steps(partial(signal.signal, signal.SIGTERM, handler), note("ready"), FOR_EVER)


def when_ready(answer: Answer, item: steps) -> Observation:
    """A run in which the time was over when the child was ready, not before."""
    for seconds in SHORT:
        seen = answer.observe("run_within", seconds, operator.call, [item])
        answer.forgive(seen)  # looked at by who asked for it
        if seen.notes("ready"):
            break
    return seen


def outcomes(seen: Observation, did: str, count: int) -> list[Any]:
    """What came back, if it is a list of the right length; else a verdict."""
    returned(seen, did)
    value = seen.ending.value
    if not isinstance(value, list) or len(value) != count:
        fail(
            did,
            f"it returned {value!r}",
            f"a list of {plural(count, '{n} string(s)')}",
            "the return statement",
        )
    return value


def expect(seen: Observation, did: str, wanted: list[str]) -> None:
    """Exactly these outcomes."""
    if seen.ending.value != wanted:
        fail(
            did,
            f"it returned {seen.ending.value!r}",
            f"it returns {wanted!r}",
            "exitcode, of each child, when its wait is over: None is running, 0 is success",
        )


def judge_a_verdict_by_join(seen: Observation, did: str) -> None:
    """A verdict if a child was given an outcome, and was never even ended."""
    value = seen.ending.value
    if value != ["timeout"] and never_ended(seen):
        fail(
            did,
            f"it returned {value!r}, and the child went on: its exit code was still None",
            "it returns ['timeout'], and the child is gone",
            "what a join with a time limit tells you: nothing. It returns None either way, and"
            " stops nobody",
            misconception="join_is_a_verdict",
        )


def judge_a_child_left_alone(seen: Observation, did: str) -> None:
    """A verdict if the late child was called late, and left running."""
    if seen.ending.value == ["timeout"] and never_ended(seen) and not seen.notes("SIGTERM"):
        fail(
            did,
            "it returned ['timeout'], and the child went on: nobody ended it",
            "the child has ended when run_within returns",
            "who ends the child: knowing that it is late does not. terminate, join, kill, join",
            misconception="is_alive_only",
        )


def never_ended(seen: Observation) -> bool:
    """Whether a child ran when the call returned, and the program could not end because of it."""
    return seen.at_return is not None and bool(seen.at_return.alive) and seen.program_exit is None


def left(seen: Observation) -> tuple[int, ...]:
    """The children that had not ended, or that nobody had joined, when the call returned."""
    return seen.at_return.alive + seen.at_return.unreaped if seen.at_return else ()


def before_return(seen: Observation, label: str) -> bool:
    """Whether this note was made before the call returned."""
    for event in seen.events:
        if event.kind == "returned":
            return False
        if event.kind == "note" and event.label == label:
            return True
    return False
