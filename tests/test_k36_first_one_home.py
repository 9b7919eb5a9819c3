"""k36: the first result counts, whoever has it; who is out holds up nobody, and nobody is left."""

import signal
from typing import NoReturn

from dojo.answer import Answer
from dojo.arena.client import NeverReached
from dojo.arena.observation import Observation, Waiting, short
from dojo.arena.probes import die, gate, hold, note, steps
from dojo.arena.probes import fail as raises
from dojo.support import TO_WAIT_OUT, Announced, wait_out
from dojo.verdict import Verdict, fail, nothing_left, plural, returned, waits

HOME = note("home", "first")
NEVER = gate("on the way")


def test_the_first_result_is_returned_while_the_others_still_run(answer: Answer) -> None:
    did = "called first_of with three runners, of whom only the third ever comes home"
    expected = "it returns (2, 'first'), and ends the two others"
    seen = answer.observe("first_of", [NEVER, NEVER, HOME])
    answer.forgive(seen)  # what is left behind is looked at here
    if seen.ending.how == "stuck" and seen.notes("home"):
        waits_for_the_late(seen, did, expected)
    returned(seen, did)
    expect(seen, did, (2, "first"))
    if late := losers_left(seen):
        others_ran_on(seen, did, expected, late)
    nothing_left(seen)


def test_who_raises_is_out_and_the_next_one_counts(answer: Answer) -> None:
    did = "called first_of with a runner that raises, one that comes home later with the result 0, and"
    did += " one that never does"
    later = steps(hold("later"), note("home", 0))
    seen = answer.observe("first_of", [raises("lost my way"), later, NEVER])
    returned(seen, did)
    value = seen.ending.value
    if isinstance(value, tuple) and value[:1] == (0,):
        fail(
            did,
            f"it returned {short(value)}: the first one had ended, and had no result",
            "it returns (1, 0)",
            "what an end tells: that it is over. How it ended, the exit code tells, or the pipe",
            misconception="first_ended_has_won",
        )
    expect(seen, did, (1, 0))


def test_it_waits_for_the_first_result_however_long_that_takes(answer: Answer) -> None:
    did = "called first_of with a runner that is long on the way, and one that never comes home"
    runners = [steps(gate("long on the way"), HOME), NEVER]
    with answer.within(seconds=TO_WAIT_OUT).start("first_of", Announced(runners)) as live:
        waited: list[str] = []
        try:
            caller = live.wait_for("caller")[0].pid
            live.wait_for("long on the way")
            waited = wait_out(live, caller)
        except NeverReached:
            pass
        live.open("long on the way")
        seen = live.end()
    returned(seen, did)
    end = [event.kind for event in seen.events].index("returned")
    if waited and not any(event.label == "home" for event in seen.events[:end]):
        gave_up = "for a while" in waited
        fail(
            did,
            f"it returned {short(seen.ending.value)}, while both were still on the way"
            + (": it had waited with a time limit, and given up" if gave_up else ""),
            "it returns (0, 'first'), whenever that comes",
            "what tells you that nobody will come any more: not that it takes long, but that the"
            " processes have ended",
            misconception="get_with_a_limit" if gave_up else None,
        )
    expect(seen, did, (0, "first"))


def test_when_all_are_out_it_returns_none(answer: Answer) -> None:
    did = "called first_of with a runner that raises, and one that is killed"
    seen = answer.observe(
        "first_of", [raises("lost my way"), steps(note("killed"), die(signal.SIGKILL))]
    )
    if seen.ending.how == "stuck":
        alone = all(waiting.role == "answer" for waiting in seen.waiting)
        fail(
            did,
            f"both are out, and your process still waits for a result: a deadlock. {waits(seen)}",
            "it returns None",
            "what you wait for: a result may never come. An end always does; wait for both"
            if alone
            else "who tells you that a worker was killed: a Pool does not, it starts another one",
            misconception="queue_without_sentinel" if alone else None,
            verdict=Verdict.STUCK,
        )
    returned(seen, did)
    expect(seen, did, None)


def losers_left(seen: Observation) -> int:
    """How many of those who never came home were there when it returned, running or as zombies."""
    left = seen.at_return.alive + seen.at_return.unreaped if seen.at_return else ()
    return len(set(left) - set(seen.pids("home")))


def others_ran_on(seen: Observation, did: str, expected: str, late: int) -> NoReturn:
    """It returned the right thing, too early. Say what it had done about the others."""
    kinds = [event.kind for event in seen.events]
    if "kill" in kinds[: kinds.index("returned")]:
        how = "it had sent them a signal, and not waited until they had ended"
        name, look = "terminate_no_join", "terminate only sends a signal. join waits for the end"
    elif seen.program_exit == 0 and not seen.at_end.alive:
        how = "they ran on until the program ended"
        name = "daemon_and_forget"
        look = "when the others are ended: a daemon is, when the whole program ends"
    else:
        how, name, look = "they ran on", None, "who ends the others, and who joins them"
    fail(
        did,
        f"it returned {seen.ending.value}, with {plural(late, '{n} other(s)')} still there: {how}",
        expected,
        look,
        misconception=name,
        verdict=Verdict.LEFT,
    )


def waits_for_the_late(seen: Observation, did: str, expected: str) -> NoReturn:
    """The winner is home, and the caller waits for somebody else, for ever."""
    mine = next((w for w in seen.waiting if w.role == "answer"), None)
    name, look = what_it_awaits(mine)
    where = f" It waits {mine.waits_for}" if mine else ""
    where += f", at line {mine.line}: {mine.source}" if mine and mine.line else ""
    fail(
        did,
        f"the third was home, and your process still waits for the others: a deadlock.{where}",
        expected,
        look,
        misconception=name,
        verdict=Verdict.STUCK,
    )


def what_it_awaits(mine: Waiting | None) -> tuple[str | None, str]:
    """The misconception behind a wait for those who are late, and one thing to look at."""
    waits_for = mine.waits_for if mine else ""
    if "pool to end" in waits_for:
        return (
            "imap_unordered_then_break",
            (
                "close and join: they wait until every worker has done its work. Leaving the loop stops"
                " nobody; what does?"
            ),
        )
    if "executor to end" in waits_for:
        return (
            "executor_lets_go",
            (
                "what an executor does at its end: it waits for all who run, and cancel() stops only"
                " those who have not begun. What ends a process that runs?"
            ),
        )
    if "child to end" in waits_for or "receive from a pipe" in waits_for:
        return (
            "join_in_order",
            "whom you wait for: this one, then the next. What waits for any of them?",
        )
    return None, "whom you wait for, and whether the first result ends that wait"


def expect(seen: Observation, did: str, expected: object) -> None:
    """The value, and nothing else."""
    if seen.ending.value != expected:
        fail(
            did,
            f"it returned {short(seen.ending.value)}",
            f"it returns {expected}",
            "the number is the runner's place in the list, and the result what it returned",
        )
