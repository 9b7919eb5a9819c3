"""k57: SIGTERM to a worker concerns this worker alone, however early; to the program, all of them."""

import os
import signal
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena import kernel
from dojo.arena.client import Live, NeverReached
from dojo.arena.observation import Observation, short
from dojo.arena.probes import before, choose, die, gate, leave, note, on_signal, steps
from dojo.verdict import Verdict, fail, nothing_left, returned

ITEMS = ["ada", "bob", "cy"]
ENDED = [-15, -15, -15]
AT_WORK = steps(note("work"), gate("at work"))
JUST_FORKED = steps(note("work"), gate("just forked"))
WITH_HANDLER = steps(on_signal(signal.SIGTERM, steps(note("tidied up"), leave(3))), gate("at work"))
GO_ON = "the program and the other workers go on"
WAITS = ("pause", "sigwait", "sigwaitinfo", "sigtimedwait")
ABOUT_TO_WAIT = steps(
    *(
        before("signal", wait, steps(note(f"signal.{wait}"), gate("about to wait")))
        for wait in WAITS
    )
)
MASK = "Signals that are blocked in the program are blocked in a worker, under every start method"
INHERITED = (
    "what a forked worker inherits from the program: its handlers, and its wakeup descriptor"
)


class StandWhenForked:
    """When it arrives at the answer, every process that is forked there stands at a gate first.

    It notes "work", as a worker does at its first line, but without an item.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes it there."""
        return partial(os.register_at_fork, after_in_child=JUST_FORKED), ()


@dataclass(frozen=True)
class Moment:
    """Nobody moved any more after a signal to one worker.

    ``worker`` is what has become of that: "ended", or what SIGTERM does to it. ``woken``: the program
    had sent signals itself, or was over. ``deaf``: it ignores SIGCHLD. ``asks``: it is not asleep.
    """

    worker: str
    woken: bool
    deaf: bool
    asks: bool


def test_sigterm_ends_only_the_worker_that_gets_it(answer: Answer) -> None:
    did = "sent SIGTERM to one worker, while all of them were at work"
    moment, seen = signalled(answer, AT_WORK)
    expected = f"the worker ends; {GO_ON}"
    if moment.worker == "ignores it":
        fail(
            did,
            "the worker went on: it ignores SIGTERM",
            expected,
            "SIG_IGN: a worker is not to be deaf, it is to end. SIG_DFL is what ends it",
            misconception="ignore_in_child",
        )
    if moment.worker == "catches it":
        fail(
            did,
            "the worker went on: it has a handler for SIGTERM, the program's. "
            + (
                "And the program woke up, and began to end all"
                if moment.woken
                else "That did nothing"
            ),
            expected,
            INHERITED
            + (
                ""
                if moment.woken
                else ". A handler that returns has dealt with the signal: who catches it lives on"
            ),
            misconception="inherited_handler" if moment.woken else "pid_check_only",
        )
    if moment.worker != "ended" or moment.woken:
        also = ", and the program began to end all" if moment.woken else ""
        fail(did, f"the worker {moment.worker}{also}", expected, f"{INHERITED}. {MASK}")
    codes(seen, f"{did}, then to the program", deaf=moment.deaf)
    workers, told = sorted(set(seen.pids("work"))), seen.notes("ready")[0].data["args"]
    is_list = bool(told) and isinstance(told[0], (list, tuple, set))
    if is_list and {str(pid) for pid in told[0]} != {str(pid) for pid in workers}:
        fail(
            f"called serve(work, {ITEMS}, ready)",
            f"it called ready({short(told[0])})",
            f"ready gets the pids of all workers: {workers}",
            "which pids are handed over",
        )


def test_a_worker_that_gets_sigterm_before_its_first_line_ends_too(answer: Answer) -> None:
    did = "sent SIGTERM to a worker that had just been forked, before its first line"
    moment, seen = signalled(answer, AT_WORK, early=True)
    if moment.worker != "ended" or moment.woken:
        later, then = signalled(answer, AT_WORK)
        early_only = not later.woken and then.ending.value == ENDED
        woke = "woke the program, which began to end all" if moment.woken else "was lost"
        fail(
            did,
            f"it ran the program's handler; the signal {woke}"
            if early_only
            else f"the worker {moment.worker}"
            + (", and the program was woken" if moment.woken else ""),
            f"the worker ends; {GO_ON}",
            "the handler is there before the workers, so each has it until its own first line."
            " Workers first, handler later? Or SIGTERM blocked meanwhile?"
            if early_only
            else INHERITED,
            misconception="install_before_start" if early_only else None,
        )
    codes(seen, f"{did}, then to the program", deaf=moment.deaf)


def test_a_worker_with_a_handler_of_its_own_wakes_nobody(answer: Answer) -> None:
    did = "sent SIGTERM to a worker whose work has a handler for it, which ends the worker"
    moment, seen = signalled(answer, WITH_HANDLER)
    if moment.woken:
        only_woken = moment.worker == "ended"
        fail(
            did,
            "the program woke up and began to end all",
            GO_ON,
            "signal.set_wakeup_fd(-1): a worker that has inherited the descriptor writes into the"
            " program's pipe at each signal that it has a handler for",
            misconception="wakeup_fd_left" if only_woken else None,
        )
    did += " with exit code 3, then to the program"
    codes(seen, did, [3, 3, 3], deaf=moment.deaf)


def test_a_worker_that_ends_by_itself_ends_nobody_else(answer: Answer) -> None:
    did = "let the second worker end by itself, then sent SIGTERM to the program"
    work = choose({"ada": AT_WORK, "bob": note("done"), "cy": AT_WORK})
    with answer.start("serve", work, ITEMS, note("ready")) as live:
        try:
            live.wait_for("at work", 2)
            live.wait_for("done")
            moment = at_rest(live, live.wait_for("ready")[0].pid, 0)
        except NeverReached:
            moment = None
        seen = stopped(live)
    if moment is None:
        not_ready(seen)
    is_asleep(moment)
    if moment.woken:
        fail(did, "the program began to end all before that", GO_ON, "what wakes the program")
    codes(seen, did, [-15, 0, -15], deaf=moment.deaf)


def test_sigterm_may_come_as_soon_as_ready_is_called(answer: Answer) -> None:
    seen = answer.observe("serve", AT_WORK, ITEMS, steps(note("ready"), die(signal.SIGTERM)))
    codes(seen, "sent SIGTERM to the program while it called ready(pids)")


def test_sigterm_is_not_lost_when_it_comes_just_before_the_program_waits(answer: Answer) -> None:
    with answer.start("serve", AT_WORK, ITEMS, steps(ABOUT_TO_WAIT, note("ready"))) as live:
        live.wait_for_rest()  # it is about to wait, or waits already, in another way
        blocked = is_blocked(live)
        seen = stopped(live)
    waits = next((wait for wait in WAITS if seen.notes(f"signal.{wait}")), "")
    did = "sent SIGTERM to the program"
    if waits:
        did += f", just before it called signal.{waits}()"
    if waits and not blocked and seen.ending.how == "stuck" and not ends_workers(seen):
        fail(
            did,
            f"it never woke up: SIGTERM had been handled before {waits} began to wait",
            "SIGTERM wakes the program, at whatever moment after ready(pids) it comes",
            "the moment between the last look and the wait. An Event that is set stays set, a byte in a"
            " pipe stays there, and a blocked signal waits for sigwait",
            verdict=Verdict.STUCK,
            misconception="lost_wakeup",
        )
    codes(seen, did)


def signalled(answer: Answer, work: Any, *, early: bool = False) -> tuple[Moment, Observation]:
    """SIGTERM to one worker, and when that is over, to the program; or a verdict."""
    ready = note("ready", returns=StandWhenForked() if early else None)
    with answer.start("serve", work, ITEMS, ready) as live:
        try:
            moment = one_signal(live, early=early)
        except NeverReached:
            moment = None
        seen = stopped(live)
    if moment is None:
        not_ready(seen)
    is_asleep(moment)
    return moment, seen


def is_asleep(moment: Moment) -> None:
    """A verdict if the program asks, again and again, whether SIGTERM has come."""
    if moment.asks:
        fail(
            f"called serve(work, {ITEMS}, ready)",
            "when all were at work, the program woke up again and again, to ask",
            "it sleeps until SIGTERM comes",
            "the loop. What waits for a signal? signal.sigwait, an Event, a read from a pipe",
        )


def one_signal(live: Live, *, early: bool) -> Moment:
    """What came of SIGTERM to one worker. Raises NeverReached if it cannot be sent."""
    victim = 0
    if early:
        first = live.wait_for("work")[0]
        if not first.data["args"]:  # else nobody is forked, and there is no such moment
            victim = first.pid
            live.kill(victim, signal.SIGTERM)
        live.open("just forked")
    else:
        victim = live.wait_for("at work", len(ITEMS))[0].pid
    program = live.wait_for("ready")[0].pid
    if victim and not early:
        live.kill(victim, signal.SIGTERM)
    return at_rest(live, program, victim)


def at_rest(live: Live, program: int, victim: int) -> Moment:
    """Wait until nobody moves any more, and look."""
    how, signals = live.wait_for_rest(), set[int]()
    if how in ("for good", "ended"):
        try:
            live.wait_for("what nobody calls")
        except NeverReached as never:
            signals = {event.pid for event in never.events if event.kind == "kill"}
    return Moment(
        worker=does_with_sigterm(live.outside(victim)),
        woken=program in signals or ended_by_itself(live),
        deaf=does(live.outside(program), "SigIgn", signal.SIGCHLD),
        asks=how == "polls",
    )


def ended_by_itself(live: Live) -> bool:
    """Whether the run is over, and not because its time was."""
    return live.seen is not None and live.seen.ending.how != "bounded"


def does_with_sigterm(pid: int) -> str:
    """What a process does with this signal, if it is still there."""
    if not kernel.lives(pid):
        return "ended"
    for mask, words in (
        ("SigIgn", "ignores it"),
        ("SigCgt", "catches it"),
        ("SigBlk", "has SIGTERM blocked"),
    ):
        if does(pid, mask, signal.SIGTERM):
            return words
    return "went on"


def does(pid: int, mask: str, number: int) -> bool:
    """Whether this signal is in this mask of a process."""
    return bool(kernel.signal_mask(pid, mask) >> (number - 1) & 1)


def is_blocked(live: Live) -> bool:
    """Whether the program, if it is ready, has SIGTERM blocked."""
    try:
        return does(live.outside(live.wait_for("ready")[0].pid), "SigBlk", signal.SIGTERM)
    except NeverReached:
        return False


def stopped(live: Live) -> Observation:
    """SIGTERM to the program, and what was seen of it all."""
    try:
        live.kill(live.wait_for("ready")[0].pid, signal.SIGTERM)
        live.open("about to wait")
    except NeverReached:
        pass  # the call is over, or will never be ready
    return live.end()


def not_ready(seen: Observation) -> NoReturn:
    """The signal could not be sent."""
    did = f"called serve(work, {ITEMS}, ready)"
    returned(seen, did)
    fail(
        did,
        "it did not come to the point where all workers are at work and ready has been called",
        "it starts a worker for each item, then calls ready(pids) and waits",
        "the order of its lines",
    )


def codes(seen: Observation, did: str, expected: list[int] = ENDED, *, deaf: bool = False) -> None:
    """It returned these exit codes. ``deaf``: the program ignores SIGCHLD."""
    if seen.ending.how == "killed" and seen.ending.exit_code == -signal.SIGTERM:
        fail(
            did,
            "the signal ended the program, and nobody ended its workers",
            "the program wakes up, and ends all workers",
            "whether the handler is there before ready is called. Or sigwait, with SIGTERM blocked",
            verdict=Verdict.CRASHED,
        )
    if seen.ending.how == "stuck" and not ends_workers(seen):
        fail(
            did,
            "it did not wake the program",
            "the program wakes up, and ends all workers",
            "what the program waits for, who brings that about, and whether it can have been before",
            verdict=Verdict.STUCK,
        )
    if seen.ending.how == "stuck":
        fail(
            did,
            "the program waits for ever for the end of its workers",
            "SIGTERM to the program ends all workers",
            INHERITED,
            verdict=Verdict.STUCK,
        )
    returned(seen, did)
    if seen.ending.value != expected:
        other_codes(seen.ending.value, did, expected, deaf=deaf)
    nothing_left(seen)


def ends_workers(seen: Observation) -> bool:
    """Whether anybody has sent a signal to somebody else."""
    return any(kill.data["to"] != kill.pid for kill in seen.of_kind("kill"))


def other_codes(value: object, did: str, expected: list[int], *, deaf: bool) -> NoReturn:
    """It returned something else."""
    unread = isinstance(value, list) and None in value
    if unread and deaf:
        fail(
            did,
            f"it returned {short(value)}: the program ignores SIGCHLD, and nobody could read the codes",
            f"it returns {expected}",
            "SIGCHLD: while that is ignored, the system keeps no exit codes",
            misconception="sigchld_ignore",
        )
    fail(
        did,
        f"it returned {short(value)}",
        f"it returns {expected}",
        "join(), of each worker, and that nobody else waits for it: else there is no exitcode"
        if unread
        else "what each worker does when SIGTERM comes, and what it inherits",
    )
