"""k33: results are parsed here, as they come; what goes wrong with one is told, and stops no other."""

from typing import NoReturn

from dojo.answer import Answer
from dojo.arena.client import NeverReached
from dojo.arena.observation import Observation, Opaque, short
from dojo.arena.probes import choose, gate, hold, note, steps
from dojo.arena.probes import fail as raises
from dojo.verdict import Verdict, fail, plural, returned

ITEMS = ["7", "seven", "9"]
DID = f"called collect(work, {ITEMS}, int), where work returns what it is given"
ANOTHER = "called collect(work, ['7', 'seven'], parse), where parse raises TypeError for 'seven'"
RAISES = "ValueError: invalid literal for int"
EXPECTED = "{'7': 7, 'seven': ValueError(…), '9': 9}"


def test_a_result_that_cannot_be_parsed_is_told_and_stops_no_other(answer: Answer) -> None:
    another = with_another_exception(answer)
    seen = answer.observe("collect", steps(note("work"), str), ITEMS, steps(note("parse"), int))
    parsed_elsewhere(seen)
    returned(seen, DID)
    if seen.root in seen.pids("work"):
        fail(
            DID,
            "work was called in your own process",
            "worker processes call it",
            "the kind of pool: threads belong to your process; worker processes are others",
        )
    value = seen.ending.value
    if value == {"7": 7, "9": 9} and not seen.stderr.strip():
        fail(
            DID,
            f"it returned {value}: parse had raised {RAISES}, and nobody hears of it",
            EXPECTED,
            "where that exception is caught, and what becomes of it there",
            misconception="bare_except_pass",
        )
    if not is_error(value, "seven") or value != {"7": 7, "seven": value["seven"], "9": 9}:
        fail(
            DID,
            f"it returned {short(value)}",
            EXPECTED,
            "what parse returns, and what becomes of the exception that it raises",
        )
    returned(another, ANOTHER)
    value = another.ending.value
    if not is_error(value, "seven", "TypeError"):
        fail(
            ANOTHER,
            f"it returned {short(value)}",
            "{'7': 7, 'seven': TypeError(…)}",
            "which exceptions you expect: parse may raise any",
        )


def test_work_that_raises_is_told_and_stops_no_other(answer: Answer) -> None:
    did = "called collect with three items, for the second of which work raises ValueError"
    seen = of_failing_work(answer)
    returned(seen, did)
    value = seen.ending.value
    expected = {"one": "well", "three": "well"}
    if not is_error(value, "two") or value != expected | {"two": value["two"]}:
        fail(
            did,
            f"it returned {short(value)}",
            "{'one': 'well', 'two': ValueError('no such user'), 'three': 'well'}",
            "what becomes of an exception of the work: a callback is not called for it",
        )


def test_a_result_is_parsed_as_soon_as_it_comes(answer: Answer) -> None:
    did = (
        "called collect with two items: the work for the first goes on, that for the second is done"
    )
    work = choose({"slow": steps(gate("slow"), str), "quick": str})
    with answer.start("collect", work, ["slow", "quick"], steps(note("parse"), str)) as live:
        try:
            live.wait_for("slow")
            live.wait_for("parse")
        except NeverReached:
            if live.seen is not None:
                returned(live.seen, did)
            fail(
                did,
                "the second result was there, and nothing was parsed; your process waits for the first",
                "the second is parsed while the first goes on",
                "the order in which you look at results. Who is told when one comes?",
                misconception="one_holds_up_all",
            )
        live.open("slow")
        returned(live.end(), did)


def parsed_elsewhere(seen: Observation) -> None:
    """A verdict if parse was called by a worker."""
    calls = seen.notes("parse")
    if all(call.pid == seen.root for call in calls):
        return
    lost = seen.ending.value == {}
    fail(
        DID,
        f"a worker called parse, {plural(len(calls), '{n} time(s)')}"
        + (", and what it kept stayed there: here the dict is empty" if lost else ""),
        f"parse is called in your own process, and it returns {EXPECTED}",
        "where what is kept: each process has a dict of its own, of the same name"
        if lost
        else "who calls parse: what a worker runs is elsewhere; a callback runs here",
        misconception="callback_updates_child" if lost else "parse_in_the_worker",
    )


def with_another_exception(answer: Answer) -> Observation:
    """What is seen when parse raises TypeError.

    A verdict if that happens in a callback, where it ends the thread that brings all results.
    """
    # The bad one comes last: else results that nobody takes keep a thread of the pool spinning.
    work = choose({"7": str, "seven": steps(hold("all others"), str)})
    seen = answer.observe("collect", work, ["7", "seven"], choose({"7": int, "seven": abs}))
    if "(_handle_results)" in seen.stderr:
        nobody_brings_results(answer, seen)
    return seen


def nobody_brings_results(answer: Answer, seen: Observation) -> NoReturn:
    """Parse raised in a callback. Say what the answer does about it."""
    expected = "{'7': 7, 'seven': TypeError(…)}"
    saw = "parse raised TypeError inside a callback, which ended the thread that brings results"
    if seen.ending.how != "stuck":
        bounded = seen.ending.how == "bounded"
        fail(
            ANOTHER,
            f"{saw}. After that your process waited"
            + (
                " until its time was over"
                if bounded
                else f" with a limit, in vain: it {seen.ending}"
            ),
            expected,
            "what ended that thread: no time is long enough when nobody brings results",
            misconception=None if bounded else "bigger_timeout",
        )
    workers = len(seen.children())
    if workers > 2:
        name = "more_workers"
        saw += f". The pool has {workers} workers, and that was its only such thread"
        look = "what may go wrong in a callback: it concerns all results, of however many workers"
    elif is_error(of_failing_work(answer).ending.value, "two"):
        name = "try_in_task"
        saw += ". What the work raises is caught; this was not the work"
        look = "where parse is called: a try around the work, or around get, is not around parse"
    else:
        name = "callback_may_raise"
        saw += ". No other result will ever come"
        look = (
            "what may go wrong in a callback, and who sees to it: the pool calls it, and does not"
        )
    fail(ANOTHER, saw, expected, look, misconception=name, verdict=Verdict.STUCK)


def of_failing_work(answer: Answer) -> Observation:
    """What is seen when the work for the second of three items raises."""
    well = note("work", "well")
    work = choose({"one": well, "two": raises("no such user"), "three": well})
    return answer.observe("collect", work, ["one", "two", "three"], str)


def is_error(value: object, item: str, kind: str = "ValueError") -> bool:
    """Whether this is a dict with an exception of this kind for that item."""
    told = value.get(item) if isinstance(value, dict) else None
    return isinstance(told, Opaque) and told.type_name == f"builtins.{kind}"
