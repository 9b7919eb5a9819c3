"""k41: in every turn the children that have ended are reaped and logged; nobody waits for the rest."""

import signal
from collections.abc import Iterable
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena import kernel
from dojo.arena.client import NeverReached
from dojo.arena.observation import Observation
from dojo.arena.probes import choose, die, gate, hold, in_turn, leave, look, note, steps
from dojo.arena.probes import fail as raises
from dojo.verdict import fail, returned

REQUESTS = ["ada", "bob", "cy", "dan"]
CODES = {"ada": 0, "bob": 3, "cy": -9, "dan": 1}
ENDS = {
    "ada": note("well"),
    "bob": leave(3),
    "cy": die(signal.SIGKILL),
    "dan": raises("no such page"),
}
# Everybody works until the server waits for a turn; the turn comes when they have come to the end.
WORK = steps(note("ran"), hold("work"))
SLOW = steps(*(hold(f"slow {n}") for n in range(5)), note("slow is over"))


def test_in_every_turn_those_that_have_ended_are_reaped(answer: Answer) -> None:
    did = "called serve(arrivals, handle, log): the first turn brings four requests. All four"
    did += " children have ended when the second turn comes, which brings nothing"
    seen = serve(answer, did, ENDS, [REQUESTS, [], None])
    zombies = zombies_at(seen, "turn 3")
    logged = [str(args[0]) for args in logs(seen, until="turn 3") if args]
    if zombies or sorted(logged) != REQUESTS:
        some_are_left(answer, seen, did, logged, zombies)


def test_nobody_waits_for_a_child_that_still_runs(answer: Answer) -> None:
    did = "called serve(…): the first turn brings a request that takes longer than two turns"
    seen = serve(answer, did, {"slow": SLOW, "ada": note("well")}, [["slow"], ["ada"], [], None])
    if [args for args in logs(seen, until="turn 4") if args[1:] == (None,)]:
        fail(
            did,
            "it logged slow, with the exit code None, while it was still running",
            "slow is logged when it has ended",
            "exitcode is None as long as a child runs. Keep that child for a later turn",
            misconception="none_is_logged",
        )
    if before(seen, "turn 2", "slow is over"):
        fail(
            did,
            "it took no second turn until slow had ended",
            "the second turn comes while slow still runs",
            "what waits inside the loop over arrivals: join() without a limit waits for the end",
            misconception="join_everything",
        )
    expect(seen, did, [("slow", 0), ("ada", 0)])


def test_every_request_is_logged_once_with_its_exit_code(answer: Answer) -> None:
    did = "called serve(…) with three turns of requests, ada twice; the last child ends after the last"
    did += " turn"
    ends = ENDS | {"dan": steps(*(hold(f"dan {n}") for n in range(3)), ENDS["dan"])}
    seen = serve(answer, did, ends, [["ada", "bob", "ada"], ["cy"], ["dan"], None])
    helpers = [process.pid for process in seen.processes if process.role == "helper"]
    parents = {process.pid: process.parent for process in seen.processes}
    if any(parents[ran.pid] not in (seen.root, *helpers) for ran in seen.notes("ran")):
        fail(
            did,
            "the process that called handle(request) was no child of yours: a child had started it,"
            f" and gone. Your children ended with 0, and that was logged: {logs_in_words(seen)}",
            f"logged are {in_words(CODES.items())}",
            "what the second fork is for. A grandchild's exit code goes to whoever adopts it",
            misconception="double_fork",
        )
    expect(seen, did, [("ada", 0), *CODES.items()])


def serve(answer: Answer, did: str, ends: dict[str, Any], turns: list[Any]) -> Observation:
    """What was seen when these requests came in these turns; None for the end of all turns."""
    arrivals = [
        steps(hold(f"before {n}"), hold(f"at {n}"), look(turn := f"turn {n}"), note(turn, requests))
        for n, requests in enumerate(turns, start=1)
    ]
    handle = steps(WORK, choose(ends))
    seen = answer.observe("serve", iter(in_turn(*arrivals), None), handle, note("log"))
    returned(seen, did)
    return seen


def logs(seen: Observation, until: str = "") -> list[tuple[Any, ...]]:
    """The arguments of every call of log, up to the event with this label."""
    events = list(seen.events)
    stop = next((n for n, e in enumerate(events) if e.label == until), len(events))
    return [e.data["args"] for e in events[:stop] if (e.kind, e.label) == ("note", "log")]


def zombies_at(seen: Observation, turn: str) -> dict[int, str]:
    """Who was a zombie when this turn came: pid, and its request."""
    request = {ran.pid: str(ran.data["args"][0]) for ran in seen.notes("ran")}
    looks = seen.of_kind("look", turn)
    return {pid: request.get(pid, "?") for look in looks for pid in look.data["unreaped"]}


def before(seen: Observation, label: str, earlier: str) -> bool:
    """Whether the second note came before the first, or the first never came."""
    labels = [event.label for event in seen.notes()]
    return earlier in labels[: labels.index(label)] if label in labels else True


def expect(seen: Observation, did: str, codes: list[tuple[str, int]]) -> None:
    """Each request was logged once, with its exit code."""
    found = logs(seen)
    if sorted(found, key=repr) == sorted(codes, key=repr):
        return
    fail(
        did,
        f"it logged {logs_in_words(seen)}",
        f"{in_words(codes)}, one line for each request",
        "for each child: its exitcode, once it has ended. And the last ones, after the loop",
    )


def logs_in_words(seen: Observation) -> str:
    """What was logged, in its order."""
    return ", ".join(" ".join(map(str, args)) for args in logs(seen)) or "nothing"


def in_words(codes: Iterable[tuple[str, int]]) -> str:
    """The same for what should have been."""
    return ", ".join(f"{name} {code}" for name, code in codes)


def some_are_left(
    answer: Answer, seen: Observation, did: str, logged: list[str], zombies: dict[int, str]
) -> NoReturn:
    """Children had ended, and a turn had passed, and not all of them were reaped: say why."""
    which, name = "", None
    thing = "the exitcode of every child, in every turn: to read it is to reap it"
    kills = [kill for kill in seen.of_kind("kill") if kill.data["state"] == "Z"]
    if not logged and not zombies and ("ada", None) in logs(seen):
        which = ". There was no zombie either, and at the end it logged the exit code None"
        name, thing = who_took_the_codes(answer)
    elif zombies and kills:
        which = f". It had sent {kills[0].label}, but they had ended already"
        name, thing = "kill_the_zombie", "what a zombie waits for: not to be killed, to be joined"
    elif logged == REQUESTS[::2]:
        which = ": the first and the third"
        name = "remove_while_looping"
        thing = "remove() inside the loop over the same list: the loop skips the next one"
    elif len(logged) == 1:
        name, thing = "one_each_turn", "how many may have ended since the last turn: look at all"
    elif not logged and sorted(logs(seen), key=repr) == sorted(CODES.items()):
        which = ". All four were logged when arrivals were over"
        name = "reap_at_the_end"
        thing = "where you read exit codes: in every turn, of those that have ended"
    saw = f"after the second turn it had logged {' and '.join(logged) or 'none of them'}{which}"
    if zombies:
        saw += f". Still a zombie: {', '.join(sorted(zombies.values()))}"
    fail(did, saw, "all four are logged, and none is a zombie", thing, misconception=name)


def who_took_the_codes(answer: Answer) -> tuple[str, str]:
    """The misconception behind exit codes that nobody can read any more, and what to look at."""
    if ignores_sigchld(answer):
        return (
            "sigchld_ignore",
            "SIGCHLD: while it is ignored, the system throws every exit code away unread",
        )
    return (
        "waitpid_minus_one",
        "who has read the exit codes: each can be read once, and Process came too late",
    )


def ignores_sigchld(answer: Answer) -> bool:
    """Whether the server, while it waits for its second turn, ignores SIGCHLD."""
    arrivals = in_turn(note("first", returns=["ada"]), steps(gate("second"), note("", None)))
    with answer.start("serve", iter(arrivals, None), note("ran"), note("log")) as live:
        try:
            server = live.outside(live.wait_for("second")[0].pid)
        except NeverReached:
            return False
        return bool(kernel.signal_mask(server, "SigIgn") & 1 << signal.SIGCHLD - 1)
