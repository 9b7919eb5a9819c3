"""k35: every message is handled as it comes, an end is an end, and silence costs nothing."""

from operator import methodcaller
from typing import Any

from dojo import waiter
from dojo.answer import Answer
from dojo.arena.client import Live, NeverReached
from dojo.arena.observation import Observation, short
from dojo.arena.probes import gate, hold, meet, note, steps
from dojo.support import TO_WAIT_OUT, Announced, wait_out
from dojo.verdict import fail, plural, returned
from dojo.waiter import Wait

HANDLE = note("handled")
CHATTY = ["knock, knock", "who is there?", "a process"]
EXPECTED_ASLEEP = "it sleeps until somebody speaks or ends, and uses no processor"


def test_it_is_asleep_while_nobody_speaks(answer: Answer) -> None:
    did = "called listen with two talkers that are silent until we have seen how you wait"
    speaks = steps(gate("silent"), says("at last"))
    with answer.within(seconds=TO_WAIT_OUT).start(
        "listen", [Announced(speaks), speaks], HANDLE
    ) as live:
        how, caller = how_it_waits(answer, live, did)
        waited = wait_out(live, caller) if how.how == "asleep" else []
        live.open("silent")
        seen = live.end()
    if how.by_alarm and how.how == "polls":
        fail(
            did,
            f"meanwhile your process was woken {plural(how.wakes, '{n} time(s)')} by an alarm, which"
            f" broke off its wait{how.where}",
            EXPECTED_ASLEEP,
            "the alarm: it looks from line to line, and cuts off a recv that had begun to read. What"
            " waits for all lines together?",
            misconception="recv_in_try_with_alarm",
        )
    if how.how in ("polls", "spins"):
        it_asked(did, how)
    came_back(seen, did)
    if len(seen.notes("handled")) != 2:
        gave_up = "for a while" in waited
        fail(
            did,
            "when they spoke at last, nobody listened"
            + (": your process had waited with a time limit, and given up" if gave_up else ""),
            "both messages are handled, however long it was silent before",
            "what a time limit tells: nothing has come yet. Only EOFError says: never again",
            misconception="silence_is_the_end" if gave_up else None,
        )


def test_it_is_asleep_when_somebody_has_ended(answer: Answer) -> None:
    did = "called listen with a talker that ends at once, and one that is silent"
    talkers = [note("ends"), Announced(gate("silent"))]
    with answer.start("listen", talkers, HANDLE) as live:
        try:
            waiter.watch(
                live.outside(live.wait_for("ends")[0].pid), answer.file
            )  # until it is gone
        except NeverReached:
            came_back(live.end(), did)
        how, _ = how_it_waits(answer, live, did)
        live.open("silent")
        seen = live.end()
    if how.how == "spins":
        fail(
            did,
            "after that your process did not wait any more: the line that had ended was ready each"
            f" time. It used {how.cpu:.1f} s of a processor{how.where}",
            EXPECTED_ASLEEP,
            "what you do at the end of a line: it stays ready for ever, and has nothing to give",
            misconception="end_is_ignored" if is_asleep_without_an_end(answer) else None,
        )
    came_back(seen, did)


def test_a_silent_talker_holds_up_no_other(answer: Answer) -> None:
    silent = steps(hold("silent"), note("silence is over"))
    stays = steps(says(*CHATTY), hold("stays"), note("silence is over"))
    seen = answer.observe("listen", [silent, stays, note("ends")], HANDLE)
    did = "called listen with a talker that is silent for long, one that sends three messages and"
    did += " stays, and one that ends without a word"
    labels = [event.label for event in seen.events if event.kind == "note"]
    meanwhile = labels[: labels.index("silence is over")] if "silence is over" in labels else labels
    handled = meanwhile.count("handled")
    if handled < len(CHATTY) and (where := where_it_waits(answer)):
        fail(
            did,
            f"while the first was silent, {handled} of the three messages were handled: your process"
            f" waited to receive from one pipe, at line {where['line']}: {where['source']}",
            "all three are handled while the first is silent",
            "recv: it waits for this line, whatever comes on the others. What waits for them all?",
            misconception="recv_in_turn",
        )
    came_back(seen, did)
    if handled < len(CHATTY):
        fail(
            did,
            f"while the first was silent, {handled} of the three messages were handled",
            "all three are handled while the first is silent",
            "what your process waits for, and on whom that depends",
        )


def test_every_message_is_handled_once_and_in_order(answer: Answer) -> None:
    spoken: list[list[Any]] = [CHATTY, [None, 0, "", "last"], [], ["only"]]
    did = f"called listen with four talkers, who send {spoken}; each thinks before it speaks"
    talkers = [steps(hold(f"thinks {n}"), says(*words)) for n, words in enumerate(spoken)]
    seen = answer.observe("listen", talkers, HANDLE)
    came_back(seen, did)
    calls = seen.notes("handled")
    told = [
        [call.data["args"][1:] for call in calls if call.data["args"][:1] == (n,)] for n in range(4)
    ]
    if any(call.pid != seen.root for call in calls):
        fail(
            did, "handle was called in another process", "it is called in yours", "who calls handle"
        )
    if told == [[(word,) for word in words] for words in spoken]:
        return
    if not calls:
        fail(
            did,
            "nothing was handled: it took those who had not spoken yet for ended, and listened no more",
            "every message is handled",
            "what a poll that says no means: nothing now. Only EOFError says: never again",
            misconception="empty_is_the_end",
        )
    got = [call.data["args"] for call in calls]
    fail(
        did,
        f"handle got {short(got)}",
        "each message once, in the order of its talker, with the talker's number",
        "which messages are missing or too many. None and 0 are messages like any other",
    )


def says(*words: Any) -> steps:
    """A talker that sends these, and ends."""
    return steps(note("speaks"), *(methodcaller("send", word) for word in words))


def how_it_waits(answer: Answer, live: Live, did: str) -> tuple[Wait, int]:
    """How the caller waits while talkers stand at the gate, and which process that is."""
    try:
        caller = live.wait_for("caller")[0].pid
        live.wait_for("silent")
    except NeverReached:
        came_back(live.end(), did)
        fail(did, "it returned, and a talker was never called", "each is called", "what is started")
    return waiter.watch(live.outside(caller), answer.file.resolve()), caller


def is_asleep_without_an_end(answer: Answer) -> bool:
    """Whether it waits as it should as long as nobody has ended."""
    with answer.start("listen", [Announced(gate("silent"))], HANDLE) as live:
        return how_it_waits(answer, live, "")[0].how == "asleep"


def where_it_waits(answer: Answer) -> dict[str, Any] | None:
    """Where the caller waits to receive while a talker is silent for ever, if it does."""
    with answer.start("listen", [Announced(gate("silent"))], HANDLE) as live:
        how, _ = how_it_waits(answer, live, "")
    if how.by_alarm:
        return None
    seen = answer.observe("listen", [meet("silent", 2), says("here")], HANDLE)
    for refused in seen.of_kind("refused"):
        if "to receive from a pipe" in refused.data.get("waits_for", ""):
            return refused.data
    return None


def came_back(seen: Observation, did: str) -> None:
    """Go on only if it returned; an end that nobody expected has a name."""
    if seen.ending.how == "raised" and seen.ending.error == "EOFError":
        line = f" (line {seen.ending.line})" if seen.ending.line else ""
        fail(
            did,
            f"a talker ended, and it raised EOFError{line}",
            "it goes on with the others, and returns when all have ended",
            "what ready means: recv will not block. It gives a message, or it says that there will be"
            " no more: EOFError",
            misconception="poll_true_means_data",
        )
    returned(seen, did)


def it_asked(did: str, how: Wait) -> None:
    """It asked the lines again and again. Say what that cost."""
    spins = how.how == "spins"
    cost = (
        f"used {how.cpu:.1f} s of a processor"
        if spins
        else f"went to sleep and woke up {plural(how.wakes, '{n} time(s)')}"
    )
    fail(
        did,
        f"meanwhile your process asked again and again, and {cost}{how.where}",
        EXPECTED_ASLEEP,
        "poll: it says what is so now, and a loop around it asks. What waits for all lines at once?",
        misconception="spin_on_poll0" if spins else "poll_and_sleep",
    )
