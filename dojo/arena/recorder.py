"""What each process did, from one look at the tree to the next: what a picture is drawn from.

Only the main threads of the answer's processes, without multiprocessing's helpers. They are looked at
from outside, as for a verdict; only who has which lock is told by the processes themselves, in a file.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from dojo.arena import kernel, stacks
from dojo.arena.deadlock import Look
from dojo.arena.kernel import Thread
from dojo.arena.limits import Order
from dojo.arena.observation import Doing, Span
from dojo.arena.rendezvous import Waiter
from dojo.arena.tree import Tree

_STANDS = {"meet": "for others to come to", "read": "in the window of", "hold": "for the others at"}


class _Locks:
    """Who has which lock, and who wants which, from the file that the processes of a run write."""

    def __init__(self, path: Path) -> None:
        """Make the file; that it is there tells the processes to write."""
        self._file = path.open("xb+")
        self._has: dict[str, int] = {}
        self._wants: dict[int, str] = {}

    def holder_for(self, pid: int) -> int | None:
        """The process that has the lock which this one wants."""
        for line in iter(self._file.readline, b""):
            match line.decode("ascii", "replace").split():
                case [who, "?", name]:
                    self._wants[int(who)] = name
                case [who, "+", name]:
                    self._has[name] = int(who)
                    self._wants.pop(int(who), None)
                case [who, ".", _]:
                    self._wants.pop(int(who), None)
                case [_, "-", name]:
                    self._has.pop(name, None)
        return self._has.get(self._wants.get(pid, ""))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Recorder:
    """The record of one run."""

    def __init__(self, order: Order, tree: Tree) -> None:
        """Nothing is recorded yet."""
        self._tree = tree
        self._locks = _Locks(Path(order.room.folder) / "locks")
        self._answers = Path(order.answers)
        self._spans: dict[int, list[Span]] = {}
        self._waits: dict[int, Look] = {}

    def look(self, seen: Look, standing: Mapping[int, Waiter | None], now: float) -> None:
        """Record what is seen. ``standing`` are those who speak with the arena, and at which probe."""
        for pid in self._tree.left().unreaped:
            self._begin(Span(pid, now, now, "ended", "to be joined"))
        for thread in seen:
            if thread.tid == thread.pid and self._tree.role(thread.pid) != "helper":
                self._look_at(thread, seen, standing, now)

    def look_at_probes(self, standing: Mapping[int, Waiter | None], now: float) -> None:
        """Record who stands at which probe, which needs no look at the processes."""
        for pid, waiter in standing.items():
            if waiter and pid in self._spans and kernel.lives(pid):
                self._begin(_at_a_probe(pid, waiter, now))

    def spans(self, end: float) -> tuple[Span, ...]:
        """Everything recorded; a span lasts until the next of its process, or until its end."""
        self._locks.close()
        found: list[Span] = []
        for process in self._tree.seen():
            if process.role == "helper":
                continue  # known only once it has become another program
            # Who came and went between two looks has lived, too.
            unseen = Span(process.pid, process.start, process.start, "runs")
            mine = self._spans.get(process.pid, [unseen])
            over = end if process.end is None else process.end
            ends = [*(span.start for span in mine[1:]), over]
            found += [
                replace(
                    span,
                    end=max(until, span.start),
                    whom=tuple(pid for pid in span.whom if self._tree.knows(pid)),
                )
                for span, until in zip(mine, ends, strict=True)
            ]
        return tuple(found)

    def _look_at(
        self, thread: Thread, seen: Look, standing: Mapping[int, Waiter | None], now: float
    ) -> None:
        if thread.call == "recvfrom" and thread.pid in standing:
            self._begin(_at_a_probe(thread.pid, standing[thread.pid], now))
        elif thread.call is None and thread.state not in "Tt":
            self._begin(Span(thread.pid, now, now, "runs"))
        else:
            of_the_process = frozenset(t for t in seen if t.pid == thread.pid)
            if self._waits.get(thread.pid) != of_the_process:  # something in it has moved since
                self._begin(self._wait(thread, seen, now))
                self._waits[thread.pid] = of_the_process
            return
        self._waits.pop(thread.pid, None)

    def _wait(self, thread: Thread, seen: Look, now: float) -> Span:
        doing, place = stacks.standing(self._tree, thread, self._answers)
        if doing == "gate":
            return Span(thread.pid, now, now, "runs")  # nobody has heard it yet
        whom = self._whom(thread, doing, seen)
        return Span(
            thread.pid, now, now, doing, place.waits_for,
            place.line, place.function, place.source, whom,
        )  # fmt: skip

    def _whom(self, thread: Thread, doing: Doing, seen: Look) -> tuple[int, ...]:
        """The processes that could end this wait, as far as its system call tells."""
        call, args = thread.call, thread.args
        if thread.state != "S" or not args:
            return ()
        if call == "wait4" or (call == "waitid" and args[0] == os.P_PID):
            return (args[0] if call == "wait4" else args[1],)
        if call == "futex" and (holder := self._locks.holder_for(thread.pid)):
            return (holder,)
        found: set[int] = set()
        if call == "futex":  # perhaps for a thread of its own, such as a queue's
            mine = (t for t in seen if t.pid == thread.pid and t.call in ("read", "write"))
            found.update(*(_other_ends(self._tree, t.pid, t.args[0]) for t in mine))
        elif call in ("read", "write"):
            found.update(_other_ends(self._tree, thread.pid, args[0]))
        elif call == "poll":
            polled = _polled(thread.pid, args[0], min(args[1], 64))
            found.update(*(_other_ends(self._tree, thread.pid, fd) for fd in polled))
        if doing == "join" and not found:  # the fork server holds the other end
            others = {t.pid for t in seen if self._tree.role(t.pid) == "child"} - {thread.pid}
            found = others if len(others) == 1 else set()
        return tuple(sorted(found))

    def _begin(self, span: Span) -> None:
        """From now on its process does this; what only goes on is no new span."""
        mine = self._spans.setdefault(span.pid, [])
        if not mine or replace(mine[-1], start=span.start, end=span.end) != span:
            mine.append(span)


def _at_a_probe(pid: int, waiter: Waiter | None, now: float) -> Span:
    """Whoever only tells the arena something goes on at once."""
    if waiter is None:
        return Span(pid, now, now, "runs")
    what = f"{_STANDS.get(waiter.kind, 'at the gate')} {waiter.label!r}"
    return Span(pid, now, now, "gate", what)


def _other_ends(tree: Tree, pid: int, fd: int) -> Iterator[int]:
    """Processes of the answer that hold the other end of a pipe."""
    pipe, writes = kernel.pipe_end(pid, fd)
    for other in tree.running() if pipe else ():
        if other != pid and tree.role(other) != "helper":
            ends = (kernel.pipe_end(other, number) for number in kernel.descriptors(other))
            if (pipe, not writes) in ends:
                yield other


def _polled(pid: int, address: int, count: int) -> tuple[int, ...]:
    try:
        return kernel.polled(pid, address, count)
    except OSError:
        return ()
