"""k31: every job is handed out before the first result is waited for; the results keep their order."""

import operator
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena.observation import Observation, short
from dojo.arena.probes import fail as raises
from dojo.arena.probes import hold, meet, note, steps, taken
from dojo.verdict import fail, plural, returned

JOBS = [(2, 5), (3, 2), (10, 3)]
TOGETHER = "all three jobs are at work at the same time, in three worker processes"


def test_all_jobs_are_at_work_at_the_same_time(answer: Answer) -> None:
    did = f"called run_all(work, {JOBS})"
    work = steps(note("work"), meet("all", len(JOBS)))
    seen = answer.observe("run_all", work, taken("taken", JOBS))
    answer.forgive(seen)  # another test looks at what it leaves behind
    in_caller(seen, did)
    for refused in seen.of_kind("refused", "all"):
        not_together(seen, did, refused.data)
    returned(seen, did)
    workers = set(seen.pids("work"))
    if len(workers) != len(JOBS):
        fail(
            did,
            f"work was called in {plural(len(workers), '{n} process(es)')}",
            TOGETHER,
            "how many workers the pool has",
        )


def test_work_gets_the_arguments_of_its_job(answer: Answer) -> None:
    did = f"called run_all(work, {JOBS})"
    seen = answer.call("run_all", note("work"), JOBS)
    got = [call.data["args"] for call in seen.notes("work")]
    if sorted(got) == [(job,) for job in JOBS]:
        fail(
            did,
            f"work got one argument each time, a tuple: work({got[0][0]})",
            f"two arguments: work{JOBS[0]}",
            "map hands over one argument for each item, whatever the item is. What spreads it out?",
            misconception="tuple_to_map",
        )
    if sorted(got) != JOBS:
        calls = ", ".join(f"work{args}" for args in got) or "no call at all"
        fail(
            did,
            f"these calls: {calls}",
            f"one call for each job: {', '.join(f'work{job}' for job in JOBS)}",
            "how a job becomes the arguments of work",
        )


def test_the_results_stand_in_the_order_of_the_jobs(answer: Answer) -> None:
    did = "called run_all with two jobs, of which the first takes longer"
    long = steps(hold("long"), note("work", "first"))
    jobs = [(long, ["lists", "too"]), (note("work", "second"), ["are arguments"])]
    seen = answer.call("run_all", operator.call, jobs)
    value = seen.ending.value
    if value == ["second", "first"] and loses_errors(answer):
        fail(
            did,
            f"it returned {value}, in the order of ending; and when a call raises, its result is"
            " missing, and nobody hears of the error",
            'it returns ["first", "second"], and raises what a call raises',
            "a callback is called when a result comes, whenever that is, and not for an error. Keep"
            " what apply_async returns, and ask it",
            misconception="callback_append",
        )
    if value == ["second", "first"]:
        fail(
            did,
            f"it returned {value}: who was ready first stands first",
            'it returns ["first", "second"]',
            "in which order you collect: by job, not by who is ready first",
            misconception="order_of_ending",
        )
    if value != ["first", "second"]:
        fail(
            did,
            f"it returned {short(value)}",
            'it returns ["first", "second"]',
            "a list of what each call returned",
        )


def test_an_exception_of_a_call_reaches_the_caller(answer: Answer) -> None:
    did = "called run_all with three jobs, of which the second raises ValueError: no such user"
    expected = "it raises ValueError: no such user"
    jobs = [(note("work", "well"),), (raises("no such user"),), (note("work", "well"),)]
    seen = answer.observe("run_all", operator.call, jobs)
    end = seen.ending
    if end.how == "returned":
        fail(
            did,
            f"it returned {short(end.value)}, as if nothing had happened",
            expected,
            "get() and result() give the result, or raise what the call raised. Is each one asked?",
        )
    if end.how != "raised":
        returned(seen, did)
    if (end.error, end.text) != ("ValueError", "no such user"):
        fail(
            did,
            f"it raised {end.error}: {end.text}" + (f" (line {end.line})" if end.line else ""),
            expected,
            "what the call raised, unchanged",
        )


def loses_errors(answer: Answer) -> bool:
    """Whether it returns although a call raises."""
    jobs = [(raises("no such user"),), (note("work"),)]
    return answer.observe("run_all", operator.call, jobs).ending.how == "returned"


def in_caller(seen: Observation, did: str) -> None:
    """A verdict if the caller's own process did the work."""
    own = [call for call in seen.notes("work") if call.pid == seen.root]
    if own:
        by_threads = any(call.data["thread"] != seen.root for call in own)
        fail(
            did,
            "work was called in your own process" + (", by a thread" if by_threads else ""),
            TOGETHER,
            "the kind of pool: threads belong to your process; worker processes are others"
            if by_threads
            else "who calls work: you, or a worker of the pool?",
            misconception="threads_instead" if by_threads else None,
        )


def not_together(seen: Observation, did: str, where: dict[str, Any]) -> NoReturn:
    """Workers stood waiting for the others, who could not come. Say what was in their way."""
    there = [event.kind for event in seen.events if event.kind in ("meet", "refused")]
    together, waits_for = there.index("refused"), where.get("waits_for", "")
    if together > 1 or not where.get("line"):
        fail(
            did,
            f"only {plural(together, '{n} job(s)')} of three had begun when you waited for results",
            TOGETHER,
            "how many jobs are handed out before the first wait, and how many workers there are",
        )
    saw = (
        "when the first job had begun, your process handed out no other. It waited"
        f" {waits_for}, at line {where['line']}: {where['source']}"
    )
    name = in_the_way(seen, where)
    fail(did, saw, TOGETHER, LOOK_AT[name], misconception=name)


def in_the_way(seen: Observation, where: dict[str, Any]) -> str | None:
    """The misconception that shows in how the jobs were taken, and in the wait that was seen."""
    before = seen.events[: [event.kind for event in seen.events].index("refused")]
    taken_by = [event.data["kwargs"]["by_generator"] for event in before if event.label == "taken"]
    lazily = any(taken_by) and len(taken_by) < len(JOBS)
    if "(apply)" in where["waits_for"]:
        return "apply_in_loop"
    if "result of" not in where["waits_for"]:
        return None
    if lazily:  # the generator was left, and somebody else asks for the result
        return None if where["function"] == "<genexpr>" else "lazy_generator"
    return "async_then_get_inline"


LOOK_AT = {
    "apply_in_loop": "apply: it is a call like any other, and comes back with the result. What else"
    " can you hand a job out with?",
    "async_then_get_inline": "what has to happen before the second job is handed out. Hand out all"
    " of them first, then ask for the results. (A map hands out nothing until it is asked, either)",
    "lazy_generator": "what (… for … in …) makes: a generator, which does nothing until somebody"
    " asks it for its next item. [… for … in …] does it all at once",
    None: "what has to happen before the second job is handed out",
}
