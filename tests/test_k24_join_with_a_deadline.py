"""k24: one deadline for all children; who is late is called late, and is gone when it returns."""

import operator
import signal
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena.observation import Observation, short
from dojo.arena.probes import die, gate, hold, in_turn, note, on_signal, steps
from dojo.arena.probes import fail as raises
from dojo.verdict import Verdict, fail, plural, returned, waits

PLENTY = 60  # seconds that no answer needs
KILL = "what follows when SIGTERM did not help: kill() sends SIGKILL, which nobody can ignore"
LIMIT = 0.3  # seconds for those that never end; short only for an answer that reads no clock
# The second reading waits until everybody has come to rest; then, and ever after, the time is over.
OVER_AT_REST = in_turn(note("clock", 0.0), steps(hold("all at rest"), note("clock", 1000.0)))
OVER_AT_ONCE = in_turn(note("clock", 0.0), note("clock", 1000.0))


def test_who_ends_in_time_is_ok_or_failed(answer: Answer) -> None:
    did = f"called run_within({PLENTY}, …) with items that end well, by ValueError, and by SIGKILL"
    # Each has a turn more than the one before, so they end one after another.
    turns = [[hold(f"item {n} turn {turn}") for turn in range(n + 1)] for n in range(3)]
    ends = [note("well"), raises("no such user"), die(signal.SIGKILL)]
    items = [steps(*held, note("done"), end) for held, end in zip(turns, ends, strict=True)]
    seen, value = call(answer, did, PLENTY, items)
    if value == ["timeout"] * 3 and before_it_returned(seen, "done") == 3:
        fail(
            did,
            f'all had ended, with nearly all of the {PLENTY} seconds left, and it called them "timeout"',
            '["ok", "failed", "failed"]',
            "what join returns: None, whether the child has ended or not. Ask for its exitcode",
            misconception="return_of_join",
        )
    if value == ["ok"] * 3:
        fail(
            did,
            'it called all of them "ok", also the second, which ended by an exception',
            '["ok", "failed", "failed"]',
            "who has ended has not always ended well: exitcode is 0 only then",
            misconception="ended_is_ok",
        )
    if value == ["ok", "failed", "timeout"]:
        fail(
            did,
            f"it called the third late, which had ended with nearly all of the {PLENTY} seconds left",
            '["ok", "failed", "failed"]',
            "what a negative exitcode says: a signal ended it. It does not say whose, nor when",
        )
    expect(seen, did, value, ["ok", "failed", "failed"])


def test_it_waits_for_every_child_while_there_is_time(answer: Answer) -> None:
    did = f"called run_within({PLENTY}, …) with an item that works long, and one that ends at once"
    seen, value = call(answer, did, PLENTY, [steps(hold("long"), note("over")), note("short")])
    if value == ["timeout", "ok"] and before_it_returned(seen, "over"):
        fail(
            did,
            "the first had done its work when it returned, and it called it late all the same",
            '["ok", "ok"]',
            "join() each of those that have ended, then read its exitcode. A sentinel is ready as"
            " soon as the process lets go of it, a moment before there is an exitcode",
        )
    if value == ["timeout", "ok"]:
        fail(
            did,
            "when the second had ended, it called the first late, with nearly all the time left",
            '["ok", "ok"]',
            "connection.wait returns when one of them has ended: wait again for the others",
            misconception="wait_once",
        )
    expect(seen, did, value, ["ok", "ok"])


def test_who_is_late_is_called_late_and_is_gone(answer: Answer) -> None:
    did = f"called run_within({LIMIT}, …) with two items that never end by themselves"
    seen, value = call(answer, did, LIMIT, [gate("never"), gate("never")], OVER_AT_REST)
    left = seen.at_return.alive + seen.at_return.unreaped if seen.at_return else ()
    there = plural(len(left), "{n} child(ren)")
    if left and value in (["ok"] * 2, ["failed"] * 2):
        fail(
            did,
            f"it returned {value}, while {len(left)} of them still ran",
            '["timeout", "timeout"], and nobody is left',
            "after a join with a time limit: has the child ended? Its exitcode is None if not",
            misconception="join_is_a_verdict",
        )
    if value == ["failed"] * 2:
        fail(
            did,
            f"it returned {value}: the exit code that it looked at was made by its own signal",
            '["timeout", "timeout"]',
            "when you look at exitcode: before you end those who are late",
            misconception="judged_after_the_kill",
        )
    if left and seen.program_stopped:
        fail(
            did,
            f"it returned {short(value)}, and {there} went on running",
            "nobody is left: who is late is ended, and joined",
            "join with a time limit stops nobody. terminate(), and kill() if need be, do",
            misconception="is_alive_only",
        )
    if left:
        fail(
            did,
            f"it had sent a signal to the late ones, and returned before they had ended: {there}"
            " not joined",
            "nobody is left: who is late is ended, and joined",
            "terminate() only sends a signal; join() waits for the end, and reads the exit code",
            misconception="terminate_no_join",
        )
    expect(seen, did, value, ["timeout", "timeout"])


def test_a_child_that_ignores_sigterm_is_gone_too(answer: Answer) -> None:
    did = f"called run_within({LIMIT}, …) with an item that lives on when it gets SIGTERM"
    # The second note comes while the caller waits for the end; if it does not wait, only later.
    asked = steps(note("asked"), hold("caller"), note("outlived"))
    items = [steps(on_signal(signal.SIGTERM, asked), gate("never"))]
    seen = answer.observe("run_within", LIMIT, operator.call, items, OVER_AT_REST)
    if seen.ending.how == "stuck" and seen.notes("asked"):
        fail(
            did,
            f"a deadlock: it had sent SIGTERM, and the child lives on. {waits(seen)}",
            "nobody is left, whether it wants to or not",
            KILL,
            misconception="terminate_only",
            verdict=Verdict.STUCK,
        )
    returned(seen, did)
    value = seen.ending.value
    alive = seen.at_return.alive if seen.at_return else ()
    if alive:
        outlived = before_it_returned(seen, "outlived")
        fail(
            did,
            f"it returned {short(value)}, and the child still ran"
            + (": it had sent SIGTERM, and waited; the child lived on" if outlived else ""),
            "nobody is left, whether it wants to or not",
            KILL,
            misconception="terminate_only" if outlived else None,
        )
    expect(seen, did, value, ["timeout"])


def test_the_seconds_are_for_all_of_them_together(answer: Answer) -> None:
    did = "called run_within(5, work, three items, clock), where the time is over from the second"
    did += " reading of clock() on"
    items = [steps(hold(f"item {n}"), note("done")) for n in range(3)]
    seen, value = call(answer, did, 5, items, OVER_AT_ONCE)
    done = before_it_returned(seen, "done")
    if done and not seen.notes("clock"):
        fail(
            did,
            f"it never called clock(), went on waiting, and returned {short(value)}",
            "clock() tells it the time",
            "one deadline, from the first reading; what is left of it is the limit of every wait",
        )
    if done:
        fail(
            did,
            f"it went on waiting, until {plural(done, '{n} item(s)')} had come to the end, and"
            f" returned {short(value)}",
            '["timeout", "timeout", "timeout"], without waiting for anybody',
            "one deadline, from the first reading; what is left of it is the limit of every wait."
            " With all the seconds anew for each child, three children take three times as long",
            misconception="deadline_per_child",
        )
    expect(seen, did, value, ["timeout"] * 3)


def call(
    answer: Answer, did: str, seconds: float, items: list[Any], *clock: Any
) -> tuple[Observation, Any]:
    """What came back for these items, each of which is something to call."""
    seen = answer.observe("run_within", seconds, operator.call, items, *clock)
    returned(seen, did)
    return seen, seen.ending.value


def before_it_returned(seen: Observation, label: str) -> int:
    """How many notes with this label were made while the call lasted."""
    order = [event.kind for event in seen.events]
    return sum(event.label == label for event in seen.events[: order.index("returned")])


def expect(seen: Observation, did: str, value: object, expected: list[str]) -> None:
    """The value, and nothing else; what is left behind is judged after the test."""
    if value != expected:
        other(seen, did, value, expected)


def other(seen: Observation, did: str, value: object, expected: list[str]) -> NoReturn:
    """It returned something that no misconception explains."""
    running = len(seen.at_return.alive) if seen.at_return else 0
    fail(
        did,
        f"it returned {short(value)}"
        + (f", while {plural(running, '{n} child(ren)')} still ran" if running else ""),
        str(expected),
        "for each child: has it ended when the time is over, and with which exitcode?",
    )
