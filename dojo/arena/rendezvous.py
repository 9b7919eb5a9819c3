"""Who waits at which probe, and who may go on.

Probes that wait have asked a question that is not answered yet. This module decides when it is;
the supervisor brings the questions, and says when everybody else has come to rest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dojo.arena import kernel

Reply = Callable[[Any], None]


@dataclass(slots=True)
class Waiter:
    """A process that stands at a probe until it is let go."""

    kind: str
    label: str
    pid: int
    reply: Reply
    parties: int = 0


@dataclass(slots=True)
class Rendezvous:
    """The meeting points, gates and shared cells of one run."""

    waiters: list[Waiter] = field(default_factory=list)
    cells: dict[str, Any] = field(default_factory=dict)
    _opened: set[str] = field(default_factory=set)
    _refused: set[str] = field(default_factory=set)

    def arrive(self, waiter: Waiter) -> None:
        """Let it through at once if the way is open, else keep it, and see who may go now."""
        if waiter.kind in ("gate", "hold") and waiter.label in self._opened:
            waiter.reply(True)
        elif waiter.kind == "meet" and waiter.label in self._refused:
            waiter.reply(False)
        else:
            self.waiters.append(waiter)
            self._release_the_met(waiter.kind, waiter.label)

    def gone(self, reply: Reply) -> None:
        """The process behind this question has ended or hung up."""
        self.waiters = [w for w in self.waiters if w.reply != reply]

    def open(self, label: str) -> None:
        """Open a gate, now and for all who come later."""
        self._opened.add(label)
        self._release([w for w in self.waiters if w.kind in ("gate", "hold") and w.label == label])

    def open_holds(self) -> bool:
        """Open every ``hold``; True when somebody was standing there."""
        holds = {w.label for w in self.waiters if w.kind == "hold"}
        for label in holds:
            self.open(label)
        return bool(holds)

    def write(self, label: str, value: Any) -> None:
        """Set a shared cell."""
        self.cells[label] = value

    def let_one_read(self) -> bool:
        """Let one reader of a cell go on alone: nobody else is coming to read at the same time."""
        readers = [w for w in self.waiters if w.kind == "read"]
        self._release(readers[:1])
        return bool(readers)

    def somebody_meets(self) -> bool:
        """Whether somebody stands at a meeting point."""
        return any(w.kind == "meet" for w in self.waiters)

    def refuse_a_meeting(self) -> str:
        """Tell those at the oldest meeting point that nobody else will come. Returns its label."""
        label = next(w.label for w in self.waiters if w.kind == "meet")
        self._refused.add(label)
        self._release([w for w in self.waiters if w.kind == "meet" and w.label == label], False)
        return label

    def _release_the_met(self, kind: str, label: str) -> None:
        here = [w for w in self.waiters if w.kind == kind and w.label == label]
        if kind == "meet" and len({w.pid for w in here if kernel.lives(w.pid)}) >= here[0].parties:
            self._release(here)
        if kind == "read" and len({w.pid for w in here}) >= 2:
            self._release(here)

    def _release(self, these: list[Waiter], answer: bool = True) -> None:
        for waiter in these:
            self.waiters.remove(waiter)
            waiter.reply(self.cells.get(waiter.label) if waiter.kind == "read" else answer)
