"""k42: who still runs is asked to end, has its time for that, and is killed only after it."""

import operator
import signal
from itertools import permutations
from typing import Any

from dojo.answer import Answer
from dojo.arena.observation import Observation, short
from dojo.arena.probes import gate, hold, kill_late, leave, note, on_signal, steps
from dojo.verdict import Verdict, fail, plural, returned

PLENTY = 60  # seconds of grace that nobody needs
LITTLE = 0.3  # seconds, for those who never end by themselves: any number gives the same verdict
ALL_AT_WORK = steps(hold("all at work"), note("stop"))  # returns when everybody works, or has ended
WORKS = gate("never")


def cleans_up(name: str, things: int = 1) -> steps:
    """Works until it is asked to end; then it cleans up, and ends well.

    With each thing it is done when everybody waits for it.
    """
    cleaning = [hold(f"{name} cleans up {thing}") for thing in range(things)]
    end = steps(note(f"{name} asked"), *cleaning, note(f"{name} clean"), leave(0))
    return steps(on_signal(signal.SIGTERM, end), WORKS)


def test_who_cleans_up_when_asked_has_the_time_for_it(answer: Answer) -> None:
    did = f"called run_until(stop, {PLENTY}, …) with an item that cleans up on SIGTERM, then ends"
    did += " with 0"
    seen, codes = run_until(answer, did, PLENTY, [cleans_up("ada")])
    if codes == [0]:
        return
    asked = seen.of_kind("kill", "SIGTERM")
    killed = [
        kill for kill in seen.of_kind("kill", "SIGKILL") if kill.data["state"] not in ("Z", "")
    ]
    if codes == [-9] and killed and not asked:
        fail(
            did,
            "it sent SIGKILL, and no SIGTERM before",
            "SIGTERM comes first, and the exit code is 0",
            "kill() sends SIGKILL, which ends a process at once, wherever it is",
            misconception="kill_first",
        )
    if codes == [-9] and killed:
        fail(
            did,
            "it sent SIGTERM, and SIGKILL while the child was still cleaning up, with nearly all of"
            f" the {PLENTY} seconds left",
            "it waits for the end as long as there is time, and the exit code is 0",
            "what comes between the two. After terminate() a child is alive for some time: join it"
            " with a limit",
            misconception="is_alive_after_terminate",
        )
    if codes == [None] and asked and not killed:
        fail(
            did,
            "it sent SIGTERM, and returned [None] while the child was still cleaning up",
            "it returns [0], and nobody is left",
            "terminate() only sends a signal. join() waits for the end, and reads the exit code",
            misconception="terminate_no_join",
        )
    expect(seen, did, codes, [0])


def test_who_does_not_end_in_time_is_killed(answer: Answer) -> None:
    did = f"called run_until(stop, {LITTLE}, …) with two items: SIGTERM does not end the first"
    stubborn = steps(on_signal(signal.SIGTERM, note("asked")), WORKS)
    items = [stubborn, WORKS]
    stop = steps(ALL_AT_WORK, kill_late())  # so that nobody reads an exit code in time by luck
    seen = answer.observe("run_until", stop, LITTLE, operator.call, items)
    if seen.ending.how == "stuck" and seen.notes("asked"):
        fail(
            did,
            f"a deadlock: it had sent SIGTERM, and the first lives on. {yours(seen)}",
            "who has not ended after the grace is killed, and the exit codes are [-9, -15]",
            "join() without a limit: SIGTERM is a request. kill() is not",
            misconception="join_forever",
            verdict=Verdict.STUCK,
        )
    returned(seen, did)
    codes = seen.ending.value
    alive = seen.at_return.alive if seen.at_return else ()
    insisted = seen.of_kind("kill", "SIGKILL")
    stays = any(event.pid in alive for event in seen.notes("asked"))
    if stays and not insisted and waits_for_the_polite(answer):
        fail(
            did,
            f"it sent SIGTERM, waited, and returned {short(codes)}; the first still ran",
            "it returns [-9, -15], and nobody is left",
            "what follows when the grace is over: kill() sends SIGKILL, which nobody can ignore",
            misconception="terminate_only",
        )
    expect(seen, did, codes, [-9, -15])


def test_who_has_ended_before_keeps_its_exit_code(answer: Answer) -> None:
    did = (
        f"called run_until(stop, {PLENTY}, …) with items that end with 3 and with 0, before stop()"
    )
    did += " returns"
    seen, codes = run_until(answer, did, PLENTY, [leave(3), note("well")])
    nobody = [kill for kill in seen.of_kind("kill") if kill.data["state"] == ""]
    if nobody and seen.start_method != "forkserver":  # which reaps them before you can know
        fail(
            did,
            f"it sent {nobody[0].label} to the pid {nobody[0].data['to']}, whose process had been"
            " joined already",
            "no signal to a pid that may be somebody else's by now",
            "os.kill after join. terminate() and kill() of a Process send nothing any more then",
            misconception="os_kill_pid_later",
        )
    expect(seen, did, codes, [3, 0])


def test_all_are_asked_before_anybody_is_waited_for(answer: Answer) -> None:
    did = f"called run_until(stop, {PLENTY}, …) with three items that clean up on SIGTERM; the"
    did += " second needs longest"
    items = [cleans_up("ada"), cleans_up("bob", 2), cleans_up("joe")]
    seen, codes = run_until(answer, did, PLENTY, items)
    order = [event.label for event in seen.notes()]
    for first, second in permutations(("ada", "bob", "joe"), 2):
        done, asked = f"{first} clean", f"{second} asked"
        if done in order and asked in order and order.index(done) < order.index(asked):
            fail(
                did,
                f"{second} was asked when {first} had cleaned up and ended",
                "both are asked at once, and clean up at the same time",
                "what stands in the loop that asks: terminate() all, then join() all",
                misconception="one_after_another",
            )
    if codes in ([0, -9, 0], [0, -9, -9]):
        fail(
            did,
            "when another one had ended, it sent SIGKILL to the second, which was still cleaning up,"
            f" with nearly all of the {PLENTY} seconds left",
            "each of them has the time, and the exit codes are [0, 0, 0]",
            "whom you wait for before kill(): each child, as long as there is time",
            misconception="grace_for_one",
        )
    expect(seen, did, codes, [0, 0, 0])


def run_until(
    answer: Answer, did: str, grace: float, items: list[Any]
) -> tuple[Observation, object]:
    """What came back for these items, each of which is something to call."""
    seen = answer.observe("run_until", ALL_AT_WORK, grace, operator.call, items)
    returned(seen, did)
    return seen, seen.ending.value


def expect(seen: Observation, did: str, codes: object, expected: list[int]) -> None:
    """These exit codes; else what is still there tells why."""
    if codes == expected:
        return
    left = seen.at_return
    there = plural(len(left.alive), "{n} child(ren)") if left and left.alive else ""
    saw, wanted = f"it returned {short(codes)}", f"it returns {expected}"
    fail(
        did,
        saw + (f", and {there} still ran" if there else ""),
        wanted,
        "exitcode is None until a child has ended and has been joined",
    )


def waits_for_the_polite(answer: Answer) -> bool:
    """Whether it waits for those who need some time to end."""
    did = "called run_until(…)"
    return run_until(answer, did, PLENTY, [cleans_up("ada")])[1] == [0]


def yours(seen: Observation) -> str:
    """What the answer's own process waits for, at the end of a deadlock."""
    own = next((w for w in seen.waiting if w.role == "answer"), None)
    return f"Your process waits {own.waits_for}, at line {own.line}: {own.source}" if own else ""
