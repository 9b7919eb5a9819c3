"""k55: each process has a connection of its own, and each worker its own, repeatable numbers."""

from random import Random
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena.client import NeverReached
from dojo.arena.observation import Event, Observation, short
from dojo.arena.probes import connect, note, own_gate, steps
from dojo.verdict import fail, plural, returned

SEED, WORKERS = 7, 2
DID = f"called simulate(connect, {SEED}, {WORKERS})"
# Everybody waits for its turn to connect.
BY_TURNS = steps(note("arrived"), own_gate("turn of"), connect("line"))


class StandingClock:
    """When it arrives at the answer, time.time() and time.time_ns() stand still there."""

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes it there."""
        stop = "lambda *_: setattr(t, 'time', lambda: 1e9) or setattr(t, 'time_ns', lambda: 10**18)"
        return eval, (f"(lambda t: ({stop})())(__import__('time'))",)


def test_a_connection_is_only_used_by_the_process_that_opened_it(answer: Answer) -> None:
    seen = observed(answer)
    makers = {event.data["args"][0]: event.pid for event in seen.notes("line opened")}
    for event in seen.notes("line sent"):
        if event.pid != makers.get(event.data["args"][0]):
            used_by_others(seen, event)


def test_the_callers_connection_works_to_the_end(answer: Answer) -> None:
    seen = observed(answer)
    own = [event for event in seen.notes() if event.label in ("line sent", "line closed")]
    mine = {event.data["args"][0] for event in seen.notes("line opened") if event.pid == seen.root}
    for event in own:
        if (
            event.label == "line closed"
            and event.data["args"][0] in mine
            and event.pid != seen.root
        ):
            fail(
                DID,
                f"worker {event.pid} closed the connection that your process had opened. Close says"
                " goodbye to the server, for all who have a copy of it; your process wanted to send"
                ' "end" after that',
                "only the process that has opened a connection closes it",
                "what a worker does with what it has inherited: nothing at all",
                misconception="close_parents_copy",
            )
    said = [
        event.data["args"][1]
        for event in own
        if event.pid == seen.root and event.label != "line closed"
    ]
    if said != ["begin", "end"]:
        fail(
            DID,
            f"your own process sent {said}",
            'it sends "begin" and "end", and the workers the numbers',
            "who sends what",
        )


def test_each_process_opens_only_one_connection(answer: Answer) -> None:
    seen = observed(answer)
    opens = seen.pids("line opened")
    for pid in dict.fromkeys(opens):
        if (times := opens.count(pid)) > 1:
            sends = sum(event.pid == pid for event in seen.notes("line sent"))
            fail(
                DID,
                f"process {pid} opened {times} connections, and sent {plural(sends, '{n} time(s)')}",
                "each process opens one, and keeps it",
                "where connect() is called: once when a worker begins, not for each number",
                misconception="connect_per_number" if times == sends else None,
            )


def test_no_two_workers_draw_the_same_numbers(answer: Answer) -> None:
    seen = observed(answer, workers=3)
    different = len(set(map(tuple, seen.ending.value)))
    if different < 3:
        fail(
            f"called simulate(connect, {SEED}, 3)",
            f"two workers drew the same numbers: it returned {brief(seen.ending.value)}",
            "each worker draws other numbers",
            "what the generators have in common: the same seed, or a copy of the same state, gives"
            " the same numbers. The number of the worker can be part of the seed",
            misconception="one_seed_for_all" if different == 1 else None,
        )


def test_the_same_seed_gives_the_same_numbers_again(answer: Answer) -> None:
    seen, again, other = observed(answer), observed(answer), observed(answer, seed=1000)
    lists = (seen.ending.value, again.ending.value)
    if sorted(lists[0], key=repr) == sorted(lists[1], key=repr):
        in_the_same_order(*lists)
    else:
        not_repeated(answer, seen, again)
    if set(map(tuple, seen.ending.value)) & set(map(tuple, other.ending.value)):
        fail(
            f"{DID}, and in another program simulate(connect, 1000, {WORKERS})",
            f"both seeds gave {brief(seen.ending.value)}",
            "another seed gives other numbers",
            "what is made of the seed",
        )
    lists = (in_turn(answer, youngest_first=False), in_turn(answer, youngest_first=True))
    if None not in lists:
        in_the_same_order(*lists)


def in_the_same_order(first: list[Any], second: list[Any]) -> None:
    """A verdict if two programs returned the same lists in different orders."""
    if first != second:
        fail(
            f"{DID} in two programs, in which the workers were done in different orders",
            f"it returned {brief(first)}, and then {brief(second)}",
            "the same lists for the same seed, in the same order",
            "in which order the lists stand: by worker, not by who is done first",
        )


def in_turn(answer: Answer, *, youngest_first: bool) -> Any:
    """What it returned when the workers drew in this order; None where that cannot be seen."""
    with answer.start("simulate", BY_TURNS, SEED, WORKERS) as live:
        try:
            own = live.wait_for("arrived")[0].pid  # the caller itself, which sends "begin"
            live.open(f"turn of {own}")
            everybody = {event.pid for event in live.wait_for("arrived", 1 + WORKERS)}
        except NeverReached:
            return None
        for pid in sorted(everybody, reverse=youngest_first):
            live.open(f"turn of {pid}")
            live.wait_for_rest()
        return live.end().ending.value


def observed(
    answer: Answer, seed: int = SEED, *, workers: int = WORKERS, clock_stands: bool = False
) -> Observation:
    """Workers sent three numbers each, and those were returned; or a verdict."""
    line = (
        steps(note("connect", returns=StandingClock()), connect("line"))
        if clock_stands
        else connect("line")
    )
    seen = answer.observe("simulate", line, seed, workers)
    if "cannot pickle 'Connection'" in seen.ending.text + seen.stderr:
        fail(
            f"{DID} under the start method {seen.start_method}",
            f"it raised TypeError: cannot pickle 'Connection' object (line {seen.ending.line})",
            "each worker opens a connection of its own",
            "what is given to the workers: an open connection cannot be sent. connect can",
            misconception="shared_connection",
        )
    returned(seen, DID)
    sent = [e for e in seen.notes("line sent") if e.data["args"][1] not in ("begin", "end")]
    value = seen.ending.value
    right = isinstance(value, list) and len(value) == workers
    if not right or not all(isinstance(one, list) and len(one) == 3 for one in value):
        fail(
            DID,
            f"it returned {short(value)}",
            "a list of three numbers for each worker",
            "what is returned",
        )
    numbers = sorted(str(number) for one in value for number in one)
    own = sum(event.pid == seen.root for event in sent)
    if own or numbers != sorted(str(event.data["args"][1]) for event in sent):
        fail(
            DID,
            f"{plural(len(sent), '{n} number(s)')} were sent, {own} of them by your own process, and"
            f" it returned {brief(seen.ending.value)}",
            "the workers send what is returned, and nothing else",
            "who draws, and who sends",
        )
    return seen


def used_by_others(seen: Observation, event: Event) -> NoReturn:
    """A connection was used by a process that had not opened it."""
    users = {e.pid for e in seen.notes("line sent") if e.data["args"][0] == event.data["args"][0]}
    saw = (
        f"{plural(len(users), '{n} process(es)')} sent by the connection that process"
        f" {event.data['args'][0].split('.')[0]} had opened"
    )
    expected = "each process opens a connection of its own"
    look = (
        "what a fork copies of a connection: the same line to the server, and a second copy of what"
        " this side knows of it. connect() in the worker"
    )
    in_turn = [r for r in seen.of_kind("refused", "line used at once") if waits_beside(seen, r)]
    if in_turn:
        fail(
            DID,
            f"{saw}, one after the other",
            expected,
            "what a lock cannot do: each side counts the messages, and their keys, in its own memory."
            " After a message of the other copy, the server takes yours for a forgery",
            misconception="lock_the_connection",
        )
    fail(DID, saw, expected, look, misconception="shared_connection")


def waits_beside(seen: Observation, refused: Event) -> bool:
    """Whether a second worker was there, and had to wait, when the first was alone at sending."""
    there = [
        p for p in seen.children() if p.start < refused.at and (p.end or refused.at) >= refused.at
    ]
    return len(there) > 1


def not_repeated(answer: Answer, seen: Observation, again: Observation) -> NoReturn:
    """Two runs with one seed gave different numbers. Say where they come from, if it can be seen."""
    did = f"{DID}, and once more in another program"
    saw = f"it returned {brief(seen.ending.value)}, and then {brief(again.ending.value)}"
    expected = "the same lists for the same seed"
    drawn = {
        tuple(e.data["args"][1] for e in seen.notes("line sent") if e.pid == pid): pid
        for pid in set(seen.pids("line sent"))
    }
    for numbers, pid in drawn.items():
        if any(numbers == three(Random(s)) for s in (pid, SEED + pid, f"{SEED}/{pid}", str(pid))):
            fail(
                did,
                f"{saw}. The seed was the worker's pid, {pid} at the first time",
                expected,
                "what a pid is: different in each worker, and in each run",
                misconception="seed_with_pid_only",
            )
    still = [observed(answer, clock_stands=True).ending.value for _ in range(2)]
    if still[0] == still[1]:
        fail(
            did,
            f"{saw}. With a clock that stands still, both are the same",
            expected,
            "the time in the seed: nobody can repeat it, and two workers may even start at the same"
            " time",
            misconception="seed_with_time",
        )
    fail(did, saw, expected, "what the numbers depend on, besides the seed and the worker's number")


def three(rng: Random) -> tuple[float, ...]:
    """Three draws."""
    return tuple(rng.random() for _ in range(3))


def brief(lists: list[list[float]]) -> str:
    """Lists of numbers, with three digits."""
    return str([[round(number, 3) for number in numbers] for numbers in lists])
