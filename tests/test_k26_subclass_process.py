"""k26: a process of one's own class, whose work runs in the child and whose result comes back."""

from typing import NoReturn

from dojo.answer import Answer
from dojo.arena.observation import Observation
from dojo.arena.probes import hold, note, steps
from dojo.verdict import Verdict, fail, plural, returned, waits

AS_LONG_AS_NOBODY_WAITS = hold("until you wait")
NOT_SET_UP = ("_popen", "_config", "_closed", "_parent_pid", "_identity", "_name", "_args")


def test_the_results_come_back_in_order(answer: Answer) -> None:
    did = 'called compute(work, ["ada", "grace", "edsger"]) with work that returns the length'
    work = steps(note("work"), AS_LONG_AS_NOBODY_WAITS, len)
    seen = answer.observe("compute", work, ["ada", "grace", "edsger"])
    came_back(seen, did)
    if (got := seen.ending.value) == [3, 5, 6]:
        return
    if got == [None, None, None] and done_in_children(seen):
        result_stayed_in_the_child(did, "it returned [None, None, None]")
    fail(did, f"it returned {got!r}", "it returns [3, 5, 6]", "how each number gets home")


def test_each_item_is_worked_on_in_a_process_of_its_own(answer: Answer) -> None:
    did = 'called compute(work, ["ada", "grace"])'
    seen = answer.observe("compute", steps(note("work"), len), ["ada", "grace"])
    came_back(seen, did)
    where = seen.pids("work")
    if len(where) == len(set(where)) == 2:
        return
    fail(
        did,
        f"work was called {plural(len(where), '{n} time(s)')}, in {len(set(where))} process(es)",
        "twice, in two different children",
        "what run does, and which job is started how often",
    )


def test_name_and_daemon_reach_the_process(answer: Answer) -> None:
    did = 'called compute(work, ["ada"], name="reader", daemon=True)'
    work = steps(note("work"), len)
    seen = answer.observe("compute", work, ["ada"], name="reader", daemon=True)
    came_back(seen, did)
    for call in seen.notes("work"):
        name, daemon = call.data["name"], call.data["daemon"]
        if name == "reader" and daemon is True:
            continue
        lost_both = name != "reader" and daemon is not True
        fail(
            did,
            f"work ran in a process with the name {name!r} and daemon={daemon}",
            "the name 'reader' and daemon=True",
            "what super().__init__ gets: the options are meant for it",
            misconception="options_dropped" if lost_both else None,
        )


def test_a_job_that_fails_has_the_result_none(answer: Answer) -> None:
    did = 'called compute(int, ["1", "x", "3"]): the second job fails, with a ValueError'
    seen = answer.observe("compute", steps(note("work"), int), ["1", "x", "3"])
    if seen.ending.how == "stuck" and died_with_the_error(seen) and well_without_it(answer):
        own = [w for w in seen.waiting if w.role == "answer"]
        at = f"line {own[0].line}: {own[0].source}" if own else "the line that waits"
        fail(
            did,
            f"a deadlock: the failed job has ended with exit code 1. {waits(seen)}",
            "it returns [1, None, 3]",
            f"{at} -- who is going to send something, once the child is gone? Ask poll() first",
            misconception="recv_without_asking",
            verdict=Verdict.STUCK,
        )
    came_back(seen, did)
    if (got := seen.ending.value) == [1, None, 3]:
        return
    if got == [None, None, None] and done_in_children(seen):
        result_stayed_in_the_child(did, "it returned [None, None, None]")
    fail(
        did,
        f"it returned {got!r}",
        "it returns [1, None, 3]",
        "how a number gets home, and what result is when none was sent",
    )


def came_back(seen: Observation, did: str) -> None:
    """The call returned, and the work was not done in the caller's own process."""
    if seen.ending.how == "raised" and seen.ending.error == "AttributeError":
        judge_attribute_error(seen, did)
    cannot_travel = ("cannot pickle '_thread.", "cannot pickle 'weakref.", "AuthenticationString")
    if seen.ending.how == "raised" and any(text in seen.ending.text for text in cannot_travel):
        fail(
            did,
            f"under {seen.start_method} a Job travels to its child as a pickle, and one of its"
            f" attributes cannot: {seen.ending.error}: {seen.ending.text}",
            "a Job that holds only what can travel",
            "what __init__ puts on self: thread locks, threads and started processes stay at home",
            misconception="keep_lock_or_process_on_self",
        )
    if any(call.pid == seen.root for call in seen.notes("work")):
        judge_work_at_home(seen, did)
    if seen.ending.how == "stuck" and seen.start_method != "fork" and nobody_is_left(seen):
        fail(
            did,
            f"a deadlock: every child has ended, and your process still waits. {waits(seen)}",
            "it returns",
            "what the result travels through, and whether both ends have the same one:"
            f" under the start method {seen.start_method} a child imports this file anew, and makes"
            " again what stands at its top or in a class. Hand it over instead",
            verdict=Verdict.STUCK,
        )
    returned(seen, did)


def judge_attribute_error(seen: Observation, did: str) -> None:
    """An attribute of the base class that is not there yet, or a result that was set elsewhere."""
    text, line = seen.ending.text, seen.ending.line
    missing = next((name for name in NOT_SET_UP if f"has no attribute '{name}'" in text), None)
    saw = f"it raised AttributeError: {text} (line {line})"
    if "has no attribute 'result'" in text and done_in_children(seen):
        result_stayed_in_the_child(did, saw)
    if missing == "_closed":
        fail(
            did,
            f"{saw}. {missing} is one of the attributes that Process.__init__ sets",
            "a Job that is a complete Process before it is started",
            "Job.__init__: it replaces that of Process, unless it calls super().__init__()",
            misconception="no_super",
        )
    if missing is not None:
        fail(
            did,
            f"{saw}. {missing} is one of the attributes that Process.__init__ sets",
            "a Job that is a complete Process before its name, daemon and the like are touched",
            "the order in Job.__init__: super().__init__() comes first",
            misconception="super_last",
        )


def judge_work_at_home(seen: Observation, did: str) -> NoReturn:
    """The work was called in the caller's own process."""
    children = len(seen.children())
    fail(
        did,
        "work was called in the caller's own process; "
        + plural(children, "{n} child(ren) existed besides" if children else "no child existed"),
        "work is called in the child",
        "which method does the work: start() runs in the parent; what the child calls is run()",
        misconception="override_start" if children else None,
    )


def result_stayed_in_the_child(did: str, saw: str) -> NoReturn:
    """The work was done to its end in the children, and the parent's Job knows nothing of it."""
    fail(
        did,
        f"{saw}. The work was done, in the children, and then they ended",
        "the numbers that the work returned",
        "self in run: a copy, in the child. The Job in the parent never sees what is set there",
        misconception="result_on_self",
    )


def done_in_children(seen: Observation) -> bool:
    """Whether work was called, only in children, and no signal ended one of them."""
    calls = set(seen.pids("work"))
    codes = {p.exit_code or 0 for p in seen.children() if p.pid in calls}
    return bool(calls) and seen.root not in calls and codes <= {0, 1}


def nobody_is_left(seen: Observation) -> bool:
    """Whether all children have ended, and none of them by an error."""
    children = seen.children()
    return bool(children) and all(p.exit_code == 0 for p in children)


def well_without_it(answer: Answer) -> bool:
    """Whether the call returns when no job fails."""
    return answer.observe("compute", int, ["1"]).ending.how == "returned"


def died_with_the_error(seen: Observation) -> bool:
    """Whether a child ended with the exit code of an uncaught exception, and said so."""
    return any(p.exit_code == 1 for p in seen.children()) and "ValueError" in seen.stderr
