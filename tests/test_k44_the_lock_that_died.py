"""k44: one at a time; when one is ended, at work or waiting, all the others still have their turn."""

from typing import NoReturn

from dojo.answer import Answer
from dojo.arena import kernel
from dojo.arena.client import Live, NeverReached
from dojo.arena.observation import Observation, Waiting
from dojo.arena.probes import cell, chain, choose, gate, hold, look, note, steps
from dojo.support import there
from dojo.verdict import Verdict, fail, nothing_left, plural, returned

ITEMS = ["ada", "bob", "cy"]
# Each says that it is at work, and stays there until the test lets it go on.
WORK = steps(
    cell("at work").write, note("begins"), choose({n: gate(n) for n in ITEMS}), note("done")
)
WHO_IS_AT_WORK = steps(hold("all wait"), look("all wait"), gate("hopeless"), cell("at work").read)
ANOTHER = {"ada": "bob", "bob": "cy", "cy": "ada"}
DID = f"called one_at_a_time(work, {ITEMS}, hopeless): "


def test_when_the_one_at_work_is_ended_the_others_have_their_turn(answer: Answer) -> None:
    did = f"{DID}the one at work never ends, and is hopeless; two wait for their turn"
    with answer.start("one_at_a_time", WORK, ITEMS, WHO_IS_AT_WORK) as live:
        dead, pid = at_work_when_hopeless(live, did)
        if begun(live, 2) and begun(live, 3):
            fail(
                did,
                "it was ended, and then the two others were at work at the same time",
                "one after the other has its turn",
                "what keeps the third from working while the second is at work",
            )
        for item in ITEMS:
            if item != dead:
                live.open(item)
        seen = live.end()
    if seen.ending.how == "stuck" and pid in seen.at_end.alive:
        was_not_ended(seen, did, dead, pid)
    if seen.ending.how == "stuck":
        nobody_gives_it_back(seen, did, dead)
    all_done(seen, did, [item for item in ITEMS if item != dead])


def test_when_one_that_waits_is_ended_still_only_one_is_at_work(answer: Answer) -> None:
    did = f"{DID}one is at work, and another, which waits for its turn, is hopeless"
    hopeless = chain(WHO_IS_AT_WORK, ANOTHER.get)
    with answer.start("one_at_a_time", WORK, ITEMS, hopeless) as live:
        first, pid = at_work_when_hopeless(live, did)
        if begun(live, 2):
            if not kernel.lives(live.outside(pid)):
                fail(
                    did,
                    f"{first} was at work, and was ended, too",
                    f"only {ANOTHER[first]} is ended",
                    "whom you end besides the hopeless one",
                )
            anyway = enters_anyway(answer)
            fail(
                did,
                f"{first} was at work, {ANOTHER[first]} was ended while it waited, and then the third"
                " began, while the first was still at work",
                "never two at the same time",
                "what a process does when it has waited for its turn in vain"
                if anyway
                else "lock.release() for one that did not hold the lock: that lets the next one in",
                misconception=None if anyway else "release_for_it",
            )
        for item in ITEMS:
            live.open(item)
        seen = live.end()
    all_done(seen, did, [item for item in ITEMS if item != ANOTHER[first]])
    processes = len(there(seen, "alive", "all wait"))
    if processes < len(ITEMS):
        fail(
            did,
            f"while the first was at work {plural(processes, '{n} process(es)')} had been started",
            "a process for every item, all at once; all but one wait for their turn",
            "when the others are started",
            misconception="started_in_turn",
        )


def test_when_nobody_is_hopeless_all_are_done(answer: Answer) -> None:
    did = f"{DID}nobody is hopeless"
    with answer.start("one_at_a_time", WORK, ITEMS, note("hopeless", None)) as live:
        for item in ITEMS:
            live.open(item)
        seen = live.end()
    all_done(seen, did, ITEMS)


def test_any_item_may_be_hopeless(answer: Answer) -> None:
    did = "called one_at_a_time(work, [0, 1], hopeless): 0 is hopeless"
    work = choose({0: steps(note("begins"), gate("never")), 1: steps(note("begins"), note("done"))})
    hopeless = steps(hold("all wait"), note("hopeless", 0))
    seen = answer.observe("one_at_a_time", work, [0, 1], hopeless)
    zero = [event.pid for event in seen.notes("begins") if event.data["args"] == (0,)]
    if seen.ending.how == "stuck" and set(zero) & set(seen.at_end.alive):
        fail(
            did,
            "a deadlock: the process of 0 lives on",
            "it is ended, and 1 is done",
            "how you tell 0, which is an item, from None, which says that there is none",
            verdict=Verdict.STUCK,
        )
    all_done(seen, did, ["1"])


def at_work_when_hopeless(live: Live, did: str) -> tuple[str, int]:
    """Who is at work when one is found hopeless, and all others wait: the item and its process."""
    try:
        live.wait_for("hopeless")
        begins = live.wait_for("begins")
        live.open("hopeless")
    except NeverReached:
        seen = live.end()
        returned(seen, did)
        fail(did, "nobody began to work", "each item has its turn", "what the processes call")
    if len(begins) > 1:
        fail(
            did,
            f"{plural(len(begins), '{n} item(s)')} were at work at the same time",
            "never two at the same time",
            "what keeps the others from working while one is at work",
            misconception="no_lock_at_all" if len(begins) == len(ITEMS) else None,
        )
    return str(begins[0].data["args"][0]), begins[0].pid


def begun(live: Live, count: int) -> bool:
    """Whether so many have begun to work, or can still begin now."""
    try:
        live.wait_for("begins", count)
    except NeverReached:
        return False
    return live.seen is None


def enters_anyway(answer: Answer) -> bool:
    """Whether a second one begins while the first is at work, and nobody has been ended."""
    with answer.start("one_at_a_time", WORK, ITEMS, gate("not decided yet")) as live:
        return begun(live, 2)


def was_not_ended(seen: Observation, did: str, item: str, pid: int) -> NoReturn:
    """The one at work was to be ended, and lives on."""
    sent = next(
        (kill.label for kill in seen.of_kind("kill") if kill.data["to"] == pid), "No signal"
    )
    fail(
        did,
        f"a deadlock: {item} is at work for ever, and the others wait. {sent} went to its process, which"
        " lives on",
        "the hopeless one is ended, and the others have their turn",
        "which process is told to end, and what it does with the signal. SIGKILL cannot be ignored",
        verdict=Verdict.STUCK,
    )


def nobody_gives_it_back(seen: Observation, did: str, dead: str) -> NoReturn:
    """The one at work was ended, and the others wait for ever."""
    waiting = [w for w in seen.waiting if w.role == "child" and "lock" in w.waits_for]
    newcomers = len(seen.children()) > len(ITEMS)
    saw = f"a deadlock: {dead} was ended at work, and the others wait for ever{line_of(waiting)}"
    look = "who gives the lock back: its owner is dead, and SIGTERM ran neither finally nor with"
    name = "finally_releases_it"
    if newcomers:
        saw += ". A process was started after that, which does not help those who wait"
        look = "which lock the old ones wait for: the one that they were given when they began"
        name = "new_lock_for_newcomers_only"
    fail(
        did,
        saw,
        "the others have their turn",
        look,
        misconception=name if waiting else None,
        verdict=Verdict.STUCK,
    )


def line_of(waiting: list[Waiting]) -> str:
    """Where they stand, if that is known."""
    lines = [f", at line {w.line}: {w.source}" for w in waiting if w.line]
    return lines[0] if lines else ""


def all_done(seen: Observation, did: str, expected: list[str]) -> None:
    """It returned, these were done, each once, and nothing is left."""
    returned(seen, did)
    done = sorted(str(event.data["args"][0]) for event in seen.notes("done"))
    if done != expected:
        began = set(seen.pids("begins"))
        gave_up = [p for p in seen.children() if p.pid not in began and p.exit_code == 1]
        fail(
            did,
            f"done were: {', '.join(done) or 'none'}"
            + (f". {plural(len(gave_up), '{n} process(es)')} ended without a turn" * bool(gave_up)),
            f"{', '.join(expected)}, each once",
            "what a process does that has waited for the lock in vain. However long it waits, its"
            " owner is dead"
            if gave_up
            else "which processes are ended, and which have their turn",
            misconception="bigger_timeout" if gave_up and not done else None,
        )
    nothing_left(seen)
