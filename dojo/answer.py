"""What a kata's test holds: the answer that is being graded, ready to be called in the arena."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from dojo import verdict
from dojo.arena.client import Arena, Live
from dojo.arena.limits import ISOLATION
from dojo.arena.observation import Observation


class Answer:
    """One answer under one start method. Remembers what was left behind, for ``settle``."""

    def __init__(self, arena: Arena) -> None:
        """Grade the answer that this arena runs."""
        self._arena = arena
        self._seen: list[Observation] = []
        self._to_settle: list[Observation] = []
        self._cut_short: list[Observation] = []  # to be drawn; they count for nothing else

    @property
    def start_method(self) -> str:
        """``fork``, ``spawn`` or ``forkserver``."""
        return self._arena.start_method

    @property
    def recorded(self) -> bool:
        """Whether its runs keep what a picture is drawn from."""
        return self._arena.record

    @property
    def overran(self) -> bool:
        """Whether one of its runs used up its time."""
        return any(seen.program_stopped == "time" for seen in self._seen)

    @property
    def last(self) -> Observation | None:
        """The observation of its last run that did not end well, else of its last; None before it."""
        if self._cut_short:
            return self._cut_short[-1]
        ended = [s for s in self._seen if s.ending.how != "returned" or s.program_stopped]
        return next(reversed(ended or self._seen), None)

    @property
    def file(self) -> Path:
        """The answer's file."""
        return self._arena.answers / f"{self._arena.module}.py"

    def call(self, function: str, *args: Any, **kwargs: Any) -> Observation:
        """Call the function; give a verdict at once if it did not return."""
        __tracebackhide__ = True
        seen = self.observe(function, *args, **kwargs)
        verdict.returned(seen)
        return seen

    def observe(self, function: str, *args: Any, **kwargs: Any) -> Observation:
        """Call the function, however it ends; the test says what that means.

        When it returned, leaving something behind is judged after the test is content otherwise.
        """
        return self._remember(self._arena.run(function, *args, **kwargs))

    def run_program(self, *argv: str) -> Observation:
        """Run the answer's file as a program, with the start method set before its first line."""
        return self._remember(self._arena.run_program(*argv))

    @contextmanager
    def start(self, function: str, *args: Any, **kwargs: Any) -> Iterator[Live]:
        """Call the function and steer the run. ``end()`` of what this gives is the observation."""
        with self._arena.start(function, *args, **kwargs) as live:
            try:
                yield live
            except verdict.Unsolved:
                if self.recorded and live.seen is None:
                    # As if at the end of its time: gates that stay shut are no deadlock.
                    self._cut_short.append(live.break_off())
                    live.seen = None
                raise
            finally:
                if live.seen is not None:
                    self._seen.append(live.seen)

    def within(self, **limits: Any) -> "Answer":
        """The same answer with other limits; what it leaves is settled with this one's."""
        return self._on(self._arena.within(**limits))

    def showing(self, *paths: Path) -> "Answer":
        """The same answer, which sees these files or folders of the test's, and cannot change them."""
        return self._on(replace(self._arena, shows=paths))

    def among_all_processes(self) -> "Answer":
        """The same answer, which sees the processes of the whole machine, and so the test's, too."""
        if self._arena.isolation == "plain" or os.environ.get(ISOLATION) == "plain":
            return self
        return self._on(replace(self._arena, isolation="shared pids"))

    def where_a_subreaper_adopts(self) -> "Answer":
        """The same answer on a system where another process than 1 adopts orphans."""
        return self._on(replace(self._arena, adopts=True))

    def _on(self, arena: Arena) -> "Answer":
        other = Answer(arena)
        other._seen, other._to_settle = self._seen, self._to_settle
        other._cut_short = self._cut_short
        return other

    def forgive(self, seen: Observation) -> None:
        """This run may leave something behind; the test has looked at it itself."""
        self._to_settle.remove(seen)

    def settle(self) -> None:
        """Give a verdict on what the runs left behind, now that nothing else is to be said."""
        __tracebackhide__ = True
        for seen in self._to_settle:
            verdict.nothing_left(seen)

    def _remember(self, seen: Observation) -> Observation:
        self._seen.append(seen)
        self._to_settle.append(seen)
        return seen
