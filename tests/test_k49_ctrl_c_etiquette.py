"""k49: at Ctrl-C what is at work is finished, and nothing else begun; a second one ends it by force."""

import re
import signal
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import methodcaller
from typing import NoReturn

from dojo.answer import Answer
from dojo.arena.client import Live, NeverReached
from dojo.arena.observation import Event, Observation, exit_text, short
from dojo.arena.probes import choose, gate, hold, note, packed, steps
from dojo.arena.probes import fail as raises
from dojo.verdict import Verdict, error_line, fail, nothing_left, plural, returned, waits

ITEMS = ["ada", "bob", "cy", "dee", "eve", "fay"]
TWO = ITEMS[:2]
LONG = 12  # seconds: whoever looks for a signal now and then takes some of them
AT_WORK = steps(note("begun"), hold("at work"))  # goes on when everybody else waits
# After the signal an item stays at work until the program has dealt with it, and waits again.
ITEM = packed("handed on", steps(AT_WORK, gate("signal"), hold("dealt with"), note("unharmed")))
ENDLESS = steps(ITEM, gate("again"))
CTRL_C = methodcaller("kill_group", signal.SIGINT)
KILL = methodcaller("kill_program", signal.SIGTERM)


def test_without_a_signal_all_items_are_done_two_at_a_time(answer: Answer) -> None:
    did = "called run_all with six items, ada to fay; the work for fay raises ValueError"
    works = dict.fromkeys(ITEMS, steps(AT_WORK, note("unharmed")))
    works["fay"] = steps(AT_WORK, raises("no such file"))
    seen = answer.within(seconds=LONG).call("run_all", choose(works), ITEMS)
    labels = [event.label for event in seen.notes()]
    two_at_a_time(did, labels.index("unharmed") if "unharmed" in labels else 0)
    returns(seen, did, ITEMS[:-1])


def test_at_ctrl_c_what_is_at_work_is_finished_and_no_other_is_begun(answer: Answer) -> None:
    did = "called run_all with six items, ada to fay, and pressed Ctrl-C while two were at work"
    seen = signalled(answer, ITEM, ITEMS, CTRL_C)
    finished_what_was_at_work(answer, seen, did)


def test_sigterm_to_the_program_alone_does_the_same(answer: Answer) -> None:
    did = "called run_all with six items, ada to fay, and sent SIGTERM to it while two were at work"
    seen = signalled(answer, ITEM, ITEMS, KILL)
    story_of(seen, did)
    if seen.ending.how == "killed" and seen.ending.exit_code == -signal.SIGTERM:
        fail(
            did,
            "SIGTERM ended the program on the spot, and nobody was left to look after its children",
            "it does what it does at Ctrl-C: the items at work are finished, and run_all returns",
            "what SIGTERM does to a program that has no handler for it",
            misconception="sigterm_forgotten",
        )
    finished_what_was_at_work(answer, seen, did)


def test_a_second_ctrl_c_ends_what_is_at_work_by_force(answer: Answer) -> None:
    did = "called run_all with two items that take very long, ada and bob, and pressed Ctrl-C twice"
    seen = signalled(answer, ENDLESS, TWO, CTRL_C, CTRL_C)
    presses = seen.of_kind("sent")
    if len(presses) < 2:
        finished_what_was_at_work(answer, seen, did)
    insisted(seen, did, presses[-1])
    killed = ended_by_the_program(seen, presses[-1])
    if seen.ending.error == "KeyboardInterrupt" and not killed:
        fail(
            did,
            f"the second Ctrl-C raised KeyboardInterrupt at line {seen.ending.line}, and nobody"
            " caught it",
            "the items at work are ended by force, and run_all returns",
            "what you do while you wait for the items at work: Ctrl-C may come there, too",
            misconception="second_press_escapes",
        )
    returned(seen, did)
    if killed:
        # Up to Python 3.12 a thread that joins them may go on after an interrupted wait for it.
        seen = replace(seen, at_return=None)
    returns(seen, did, [])


@dataclass(frozen=True)
class Story:
    """What became of the items.

    ``before`` and ``after`` the first signal: who began them. ``lost``: were at work, and are not done.
    ``late``: were at work, and still were when run_all returned.
    """

    signal: Event
    before: dict[str, int]
    after: dict[str, int]
    lost: list[str]
    late: list[str]

    @property
    def name(self) -> str:
        """The signal as the learner sent it."""
        return "Ctrl-C" if self.signal.label == "SIGINT" else self.signal.label


def signalled(
    answer: Answer, work: object, items: list[str], *signals: Callable[[Live], None]
) -> Observation:
    """The run: one signal when two items are at work, another when that has been dealt with."""
    with answer.within(seconds=LONG).start("run_all", work, items) as live:
        try:
            for label, send in zip(("signal", "again"), signals, strict=False):
                live.wait_for(label, 2)
                send(live)
                if label == "signal":
                    live.open(label)
        except NeverReached:
            pass
        return live.end()


def finished_what_was_at_work(answer: Answer, seen: Observation, did: str) -> None:
    """A verdict unless the first signal had the items at work finished, and no other begun."""
    story = story_of(seen, did)
    at_work, expected = (
        listed(story.before),
        f"{listed(story.before)} are finished, and run_all returns",
    )
    if seen.ending.how == "exited":
        fail(
            did,
            f"the program ended on the spot, with {exit_text(seen.ending.exit_code)}, while {at_work}"
            " were at work",
            expected,
            "os._exit: neither finally nor exit functions are run, and nobody waits for the children",
            misconception="os_exit",
        )
    if seen.ending.error == "KeyboardInterrupt" and (story.lost or story.late):
        fail(
            did,
            f"KeyboardInterrupt came out of run_all, while {at_work} were at work",
            expected,
            "what the program does when Ctrl-C comes while it waits, and what its children do",
            misconception="no_plan",
        )
    if story.lost and seen.ending.how == "stuck" and lets_it_out(answer, story):
        fail(
            did,
            f"a deadlock: KeyboardInterrupt came while {at_work} were at work, and on its way out of"
            " run_all it waits for children that it has ended, too",
            expected,
            "what the program does when Ctrl-C comes while it waits, and what its children do. The end"
            " of `with Pool` may wait for ever for a worker that was interrupted",
            misconception="no_plan",
            verdict=Verdict.STUCK,
        )
    if story.lost:
        lost_in_the_middle(answer, seen, did, story)
    if story.after:
        began_others(seen, did, story)
    returned(seen, did)
    returned_in_time(seen, did, story)
    returns(seen, did, sorted(story.before))


def lets_it_out(answer: Answer, story: Story) -> bool:
    """Whether KeyboardInterrupt comes out of run_all when the children do not get SIGINT."""
    if story.name != "Ctrl-C":
        return False
    alone = signalled(answer, ITEM, ITEMS, methodcaller("kill_program", signal.SIGINT))
    return alone.ending.error == "KeyboardInterrupt"


def story_of(seen: Observation, did: str) -> Story:
    """What became of the items; a verdict if not two of them were at work."""
    signals = seen.of_kind("sent")
    first = seen.events.index(signals[0]) if signals else len(seen.events)
    before, after = items_of(seen.events[:first], "begun"), items_of(seen.events[first:], "begun")
    if not signals and seen.ending.how != "stuck":
        returned(seen, did)
    two_at_a_time(did, len(before))
    if not signals:
        returned(seen, did)
        fail(did, "two items were begun, and not at work at the same time", "they are", "who waits")
    done = items_of(seen.events, "unharmed")
    lost = [item for item in before if item not in done]
    alive = seen.at_return.alive if seen.at_return else ()
    late = [item for item, child in before.items() if child in alive and works(seen, child)]
    return Story(signals[0], before, after, lost, late)


def lost_in_the_middle(answer: Answer, seen: Observation, did: str, story: Story) -> NoReturn:
    """Items that were at work are not done: tell who ended them."""
    names, are = listed(story.lost), be(story.lost)
    expected = f"{listed(story.before)} are finished: the program decides, and the children go on"
    one = signalled(answer, ITEM, ITEMS, to_one_child) if story.name == "Ctrl-C" else None
    if one is not None and (how := met_it(one)):
        name, saw, thing = _MET_IT[how]
        if how == "quietly" and seen.ending.how == "stuck":
            name, saw, thing = _MET_IT["stuck"]
        elif how == "quietly" and seen.ending.how == "returned" and shows(seen, story.lost):
            saw += ", and run_all returned {names} as done"
        elif seen.ending.how == "stuck":
            saw += ". The program waits for ever"
        stuck = Verdict.STUCK if seen.ending.how == "stuck" else Verdict.NOT_YET
        saw = saw.format(names=names)
        fail(did, saw, expected, thing, misconception=name, verdict=stuck)
    if ended := ended_by_the_program(seen, story.signal):
        fail(
            did,
            f"the program sent {ended[0].label} to the children that were at work; {names} {are} not"
            " done",
            f"{listed(story.before)} are finished; only a second Ctrl-C ends them",
            "terminate() and kill(), which end a child in the middle of its work. The end of"
            " `with Pool` is a terminate(), too",
            misconception="ends_what_is_at_work",
        )
    returned(seen, did)
    returned_in_time(seen, did, story)
    fail(
        did,
        f"{names} {are} not done",
        expected,
        "what has ended the children that were at work",
    )


def returned_in_time(seen: Observation, did: str, story: Story) -> None:
    """A verdict if it returned while children were at work."""
    if story.late:
        were = f"{listed(story.late)} {be(story.late, 'was', 'were')}"
        fail(
            did,
            f"it returned {short(seen.ending.value)} while {were} still at work",
            f"{listed(story.before)} are finished, then run_all returns",
            "who waits for the children when Ctrl-C has come",
            misconception="returns_at_once",
        )


def works(seen: Observation, child: int) -> bool:
    """Whether this child had not finished its item when run_all returned."""
    until = takewhile(lambda e: e.kind != "returned", seen.events)
    return not items_of(tuple(e for e in until if e.pid == child), "unharmed")


# By how a child met a SIGINT of its own: the misconception, what was seen, what to look at.
_MET_IT = {
    "with a traceback": (
        "children_get_it_too",
        "KeyboardInterrupt ended the children, too, in the middle of {names}, with a traceback each",
        "what a child does with SIGINT: an except, or a handler, of the program is not for its children",
    ),
    "went on": (
        "except_keyboardinterrupt_in_worker",
        "the children caught KeyboardInterrupt in the middle of {names}, and asked for the next item",
        "what catches it there: your except, or ProcessPoolExecutor's. The item is lost all the same",
    ),
    "quietly": (
        "quiet_but_not_finished",
        "the children ended at Ctrl-C, quietly, in the middle of {names}",
        "what a child does with SIGINT: who leaves work by an exception, caught or not, has lost it",
    ),
    "stuck": (
        "sys_exit_in_worker",
        "a deadlock: the children ended in the middle of {names}, and the program waits for results",
        "who tells a Pool that a task is lost: nobody. A child that ignores SIGINT finishes its item",
    ),
}


def to_one_child(live: Live) -> None:
    """SIGINT to nobody but one child at work: what it does then is its own doing."""
    live.kill(live.wait_for("signal")[0].pid, signal.SIGINT)


def met_it(seen: Observation) -> str:
    """How the child that alone got SIGINT met it; empty if it finished its item."""
    child = next((event.pid for event in seen.events if event.label == "signal"), 0)
    own = tuple(event for event in seen.events if event.pid == child)
    if len(items_of(own, "begun")) == len(items_of(own, "unharmed")):
        return ""
    if len(items_of(own, "begun")) > 1:
        return "went on"
    crashed = re.search(r"^Process .*:$", seen.stderr, re.MULTILINE)
    return "with a traceback" if crashed else "quietly"


def began_others(seen: Observation, did: str, story: Story) -> NoReturn:
    """Items were begun after the signal: tell why."""
    names, name, thing = (
        listed(story.after),
        None,
        "who hands out the items, and what it asks first",
    )
    saw = f"after {story.name}, {names} {be(story.after, 'was', 'were')} begun"
    sent = seen.events.index(story.signal)
    early = [event for event in seen.events[:sent] if event.label == "handed on"]
    if story.signal.data["ignored"]:
        name = "ignore_everywhere"
        saw += f": the program itself ignores {story.signal.label}"
        thing = "where SIGINT is ignored: the children should, and the program has to notice it"
    elif len(story.before) + len(story.after) == len(ITEMS):
        name = "drains_the_queue"
        saw += ": all that there was"
        thing = "what waits until everything that was handed in is done: the end of"
        thing += " `with ProcessPoolExecutor`, close() and join() of a Pool"
    elif len(early) > len(story.before):
        name = "cancel_comes_too_late"
        saw += f": {len(early)} items had been handed on to the children before"
        thing = "what cancel() and cancel_futures cannot reach: an executor hands on more than its"
        thing += " children can begin"
    fail(
        did,
        saw,
        f"{listed(story.before)} are finished, no other is begun",
        thing,
        misconception=name,
    )


def insisted(seen: Observation, did: str, press: Event) -> None:
    """A verdict if the second Ctrl-C did not end the items at work."""
    if seen.ending.how not in ("stuck", "bounded"):
        return
    sent = {kill.label for kill in ended_by_the_program(seen, press)}
    name: str | None = "no_way_to_insist"
    saw = "the second Ctrl-C changed nothing; the program waits for its children on and on"
    thing = "whether the program counts: at the second Ctrl-C, kill() for all who are at work"
    if press.data["ignored"]:
        name, saw = "ignore_everywhere", "the program ignores SIGINT, and Ctrl-C changes nothing"
        thing = "where SIGINT is ignored: the children should, and the program has to notice it"
    elif "SIGKILL" in sent:
        name, saw = None, f"it killed its children, and then waited for ever. {waits(seen)}"
        thing = (
            "whom it waits for. Up to Python 3.12, shutdown() and join() of a Pool do not wait on"
        )
        thing += " after Ctrl-C has interrupted them: the threads that they wait for count as ended"
    elif "SIGTERM" in sent:
        name = "terminate_meets_your_handler" if seen.start_method == "fork" else None
        saw = "at the second Ctrl-C it sent SIGTERM to the children, and they went on"
        thing = "terminate() sends SIGTERM, and a forked child has a copy of your handler for it"
    fail(
        did,
        saw,
        "the items at work are ended by force, and run_all returns []",
        thing,
        misconception=name,
        verdict=Verdict.STUCK if seen.ending.how == "stuck" else Verdict.TOO_MUCH,
    )


def ended_by_the_program(seen: Observation, since: Event) -> list[Event]:
    """Each SIGTERM and SIGKILL that the program has sent since this, before run_all returned."""
    later = takewhile(lambda e: e.kind != "returned", seen.events[seen.events.index(since) :])
    sent = [event for event in later if event.kind == "kill" and event.pid == seen.root]
    return [kill for kill in sent if kill.label in ("SIGTERM", "SIGKILL")]


def returns(seen: Observation, did: str, expected: list[str]) -> None:
    """It returned these items, in any order; nobody printed a traceback, and nobody is left."""
    value = seen.ending.value
    if not isinstance(value, (list, tuple, set)) or sorted(map(str, value)) != sorted(expected):
        fail(
            did,
            f"it returned {short(value)}. Done: {listed(expected) or 'nothing'}",
            f"it returns {expected}, in any order",
            "when an item counts as done: when its work has returned",
        )
    if "KeyboardInterrupt" in seen.stderr:
        fail(
            did,
            f"a process printed a traceback. {error_line(seen.stderr)}",
            "nobody prints one",
            "which process that was, and what it does with SIGINT",
        )
    nothing_left(seen)


def two_at_a_time(did: str, count: int) -> None:
    """A verdict unless so many items were at work at the same time."""
    if count != 2:
        fail(
            did,
            f"{plural(count, '{n} item(s)')} {'was' if count == 1 else 'were'} at work at the same time",
            "two at a time",
            "how many are started before the first is waited for, and before the next is started",
        )


def items_of(events: tuple[Event, ...], label: str) -> dict[str, int]:
    """The items with which this note was made, and by which process."""
    notes = [e for e in events if e.kind == "note" and e.label == label]
    return {str(*e.data["args"][:1]): e.pid for e in notes}


def shows(seen: Observation, items: list[str]) -> bool:
    """Whether it returned all of these."""
    value = seen.ending.value
    return isinstance(value, (list, tuple, set)) and set(items) <= set(map(str, value))


def listed(items: Iterable[str]) -> str:
    """``ada, bob and cy``."""
    *others, last = sorted(map(str, items)) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def be(items: Sized, one: str = "is", more: str = "are") -> str:
    """The verb for so many."""
    return one if len(items) == 1 else more
