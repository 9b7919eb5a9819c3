"""k45: whatever ends the work, clean_up is called once, in the worker, and the exit code tells which."""

import signal
import threading
from functools import partial
from typing import NoReturn

from dojo.answer import Answer
from dojo.arena import kernel
from dojo.arena.client import NeverReached
from dojo.arena.observation import Observation, exit_text
from dojo.arena.probes import fail as raises
from dojo.arena.probes import gate, hold, note, steps
from dojo.verdict import Verdict, fail, plural, returned

# A child that leaves comes to the end of its threads after the work, and before its exit functions.
LEAVES = partial(threading._register_atexit, note("leaves"))  # type: ignore[attr-defined]  # noqa: SLF001  # reason: nothing public lies between the two
WORKS = steps(note("works"), gate("never"))
WORK_DONE = steps(LEAVES, note("works"))
FAILS = steps(note("works"), raises("disk full"))
STOP = hold("at work, or ended")
CLEAN_UP = note("clean up")
TERM = 1 << signal.SIGTERM - 1
DID = "called run_until(stop, work, clean_up), and stop() returns in the middle of the work"


def test_told_to_end_it_cleans_up_and_ends_with_143(answer: Answer) -> None:
    seen = answer.observe("run_until", STOP, WORKS, CLEAN_UP)
    if seen.ending.how == "stuck" and seen.of_kind("kill", "SIGTERM"):
        lives_on(answer)
    returned(seen, DID)
    if not seen.notes("clean up") and seen.ending.value == -signal.SIGTERM:
        was_not_cleaned_up(answer, seen)
    cleaned_up_once(seen, DID)
    if seen.ending.value == 0:
        fail(
            DID,
            "clean_up was called, and the worker ended with exit code 0, as if its work were done",
            "it returns 143",
            "what the handler gives to sys.exit: 128 + the number of the signal",
            misconception="exit_code_zero",
        )
    expect(seen, DID, 143)


def test_when_the_work_is_done_it_cleans_up_and_ends_with_0(answer: Answer) -> None:
    did = "called run_until(stop, work, clean_up), and the work is done before stop() returns"
    seen = answer.call("run_until", STOP, WORK_DONE, CLEAN_UP)
    cleaned_up_once(seen, did)
    expect(seen, did, 0)


def test_when_the_work_fails_it_cleans_up_and_ends_with_1(answer: Answer) -> None:
    did = "called run_until(stop, work, clean_up), and the work raises ValueError"
    seen = answer.call("run_until", STOP, FAILS, CLEAN_UP)
    cleaned_up_once(seen, did)
    expect(seen, did, 1)


def test_the_caller_answers_to_sigterm_as_before(answer: Answer) -> None:
    did = "called run_until(…), and your own process gets SIGTERM while the worker is at work"
    with answer.start("run_until", gate("stop"), WORKS, CLEAN_UP) as live:
        try:
            live.wait_for("works")
            live.kill(live.wait_for("stop")[0].pid, signal.SIGTERM)
        except NeverReached:
            pass
        seen = live.end()
    if seen.ending.how == "killed" and seen.ending.exit_code == -signal.SIGTERM:
        return
    fail(
        did,
        f"it did not end by the signal: a handler answered it ({seen.ending})",
        "it ends by SIGTERM at once, as it did before; the handler is the worker's alone",
        "in which process signal.signal is called",
        misconception="handler_in_parent" if catches_sigterm(answer) else None,
    )


def cleaned_up_once(seen: Observation, did: str) -> None:
    """A verdict unless clean_up was called once, in the worker."""
    cleaned = seen.notes("clean up")
    worker = set(seen.pids("works"))
    if len(cleaned) == 1 and {cleaned[0].pid} == worker:
        return
    if len(cleaned) == 2 and {event.pid for event in cleaned} == worker:
        told = bool(seen.of_kind("kill", "SIGTERM")) and seen.ending.value not in (0, 1)
        fail(
            did,
            "clean_up was called twice in the worker",
            "it is called once",
            "what the handler does, and what finally does after it: let only one of them clean up",
            misconception="cleanup_in_handler_twice" if told else None,
        )
    where = ", ".join("the worker" if e.pid in worker else "another process" for e in cleaned)
    fail(
        did,
        f"clean_up was called {plural(len(cleaned), '{n} time(s)')}"
        + (f", in {where}" * bool(where)),
        "it is called once, in the worker",
        "finally around the work, in the process that does it. (Before Python 3.13 a child runs no exit"
        " functions under fork and forkserver.)",
    )


def was_not_cleaned_up(answer: Answer, seen: Observation) -> NoReturn:
    """SIGTERM ended the worker on the spot. Say what was relied on."""
    name, look = (
        "finally_runs_anyway",
        "what SIGTERM does without a handler: neither finally nor with",
    )
    look += " is run. A handler can raise SystemExit"
    if catches_sigterm(answer):
        name = "handler_in_parent"
        look = "in which process signal.signal is called: this worker does not have your handlers"
    elif any(event.data["daemon"] for event in seen.notes("works")):
        name, look = "daemon_cleans", "what daemon=True changes: nothing about how SIGTERM ends it"
    elif by_exit_function(answer):
        name, look = (
            "atexit_only",
            "when exit functions are run: not when a signal ends the process",
        )
    fail(
        DID,
        "SIGTERM ended the worker on the spot: exit code -15, and clean_up was not called",
        "clean_up is called once, in the worker, and it returns 143",
        look,
        misconception=name,
    )


def lives_on(answer: Answer) -> NoReturn:
    """The worker was told to end, and works on."""
    ignored = signals_of(answer, "works", "SigIgn") & TERM
    caught = signals_of(answer, "works", "SigCgt") & TERM
    look = (
        "what the handler does: when it returns, the work goes on where it was. Raise an exception"
    )
    name = "flag_nobody_looks_at" if caught else None
    if ignored:
        look = "SIG_IGN: a signal that is ignored tells nobody anything"
        name = "ignore_sigterm"
    fail(
        DID,
        "a deadlock: it had sent SIGTERM, and the worker works on"
        + (": it ignores the signal" if ignored else ""),
        "it cleans up and ends, and it returns 143",
        look,
        misconception=name,
        verdict=Verdict.STUCK,
    )


def by_exit_function(answer: Answer) -> bool:
    """Whether, after work that is done, clean_up comes only when the process leaves, or not at all."""
    seen = answer.observe("run_until", STOP, WORK_DONE, CLEAN_UP)
    order = [event.label for event in seen.notes()]
    return order in (["works", "leaves"], ["works", "leaves", "clean up"])


def catches_sigterm(answer: Answer) -> bool:
    """Whether the caller's own process has a handler for SIGTERM while the worker is at work."""
    return bool(signals_of(answer, "stop", "SigCgt") & TERM)


def signals_of(answer: Answer, label: str, mask: str) -> int:
    """One of the signal masks of the process that stands at this probe, in a run of its own."""
    with answer.start("run_until", gate("stop"), WORKS, CLEAN_UP) as live:
        try:
            live.wait_for("works")
            return kernel.signal_mask(live.outside(live.wait_for(label)[0].pid), mask)
        except NeverReached:
            return 0


def expect(seen: Observation, did: str, code: int) -> None:
    """It returned this exit code, which is the worker's."""
    if seen.ending.value == code:
        return
    (worker,) = [p for p in seen.processes if p.pid == seen.notes("works")[0].pid]
    fail(
        did,
        f"it returned {seen.ending.value}; the worker ended with {exit_text(worker.exit_code)}",
        f"it returns {code}",
        "what the worker ends with: sys.exit in the handler, or what was raised",
    )
