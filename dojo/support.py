"""Shapes that the tests of several katas share: each looks at an Observation, and may fail."""

import atexit
from functools import partial
from typing import Any

from dojo.arena import kernel
from dojo.arena.client import Live
from dojo.arena.observation import Observation
from dojo.arena.probes import look, meet, note, steps
from dojo.verdict import fail, nothing_left, plural, returned

# Called before the call returns, it has the program wait at its end until everybody has ended, or
# waits for good; then the arena looks who is there.
LOOK_AT_REST = partial(atexit.register, steps(meet("at rest", 2), look("at rest")))
TO_WAIT_OUT = 12  # seconds: the limit of a run in which wait_out is called
_LOOKS = 60  # a tenth of a second each: so long a wait with a time limit is seen to its end
_WAKES = 3  # who has waited with a limit so often, and waits on, is not about to give up


def came_to_rest(seen: Observation, did: str) -> None:
    """A verdict if there was no such look."""
    if not seen.of_kind("look", "at rest"):
        nothing_left(seen)
        fail(did, "after the call the program did not come to rest", "it ends", "what still runs")


def there(seen: Observation, kind: str, when: str = "at rest") -> set[int]:
    """Who was ``alive``, or ``unreaped``, when the arena looked."""
    return {pid for event in seen.of_kind("look", when) for pid in event.data[kind]}


def wait_out(live: Live, pid: int) -> list[str]:
    """Look until it is certain how everybody waits, this process above all; each look's finding.

    A wait with a time limit of a few seconds has come to its end when this returns.
    """
    pid = live.outside(pid)
    waited, switches = [live.wait_for_rest()], {kernel.switches(pid)}
    while waited[-1] == "for a while" and len(switches) <= _WAKES and len(waited) <= _LOOKS:
        waited.append(live.wait_for_rest())
        switches.add(kernel.switches(pid))
    return waited


def by_the_method_in_force(seen: Observation, did: str) -> None:
    """A verdict if all workers were forked although another start method was in force."""
    forked = [p for p in seen.children() if p.started == "fork"]
    others = [p for p in seen.children() if p.started in ("spawn", "forkserver")]
    if seen.start_method != "fork" and forked and not others:
        fail(
            f"{did} under the start method {seen.start_method}",
            f"{plural(len(forked), '{n} worker(s)')} came to be by fork",
            f"all workers come to be by {seen.start_method}, which is in force",
            "who chooses the start method: not this file. Windows has no fork, and Linux uses"
            " forkserver since Python 3.14",
            misconception="force_fork",
        )


def two_at_work(seen: Observation, did: str) -> None:
    """A verdict if the work, a ``meet`` of two for two items, was not done by two at the same time."""
    if seen.of_kind("refused"):
        fail(
            did,
            "the work for one item was not begun before that for the other was done",
            "two workers, at work at the same time",
            "how many workers there are",
        )
    returned(seen, did)


class Announced:
    """Arrives at the answer as ``value``; a note ``caller`` tells which process it arrived in."""

    def __init__(self, value: Any) -> None:
        """Hand this over."""
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes it there."""
        return note("caller", returns=self.value), ()
