"""Shapes that the tests of several katas share: each looks at an Observation, and may fail."""

from typing import Any

from dojo.arena.observation import Observation
from dojo.arena.probes import note
from dojo.verdict import fail, plural


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


class Announced:
    """Arrives at the answer as ``value``; a note ``caller`` tells which process it arrived in."""

    def __init__(self, value: Any) -> None:
        """Hand this over."""
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes it there."""
        return note("caller", returns=self.value), ()
