"""The processes of one run: finding every descendant, keeping their record, ending them all."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Literal

from dojo.arena import kernel
from dojo.arena.observation import Leftovers, ProcessSeen

# In the text after -c by which multiprocessing starts its own; 3.14 puts an import before it.
_TRACKER = "from multiprocessing.resource_tracker import main"
_FORK_SERVER = "from multiprocessing.forkserver import main"


@dataclass(slots=True)
class _Record:
    """What is known so far about one process of the tree."""

    pid: int
    creator: int
    parent: int
    born: int
    start: float
    pidfd: int | None
    command: tuple[str, ...] = ()
    greeted: str = ""
    end: float | None = None
    status: int | None = None
    state: str = "R"
    ticks: int = 0
    threads: int = 1
    switches: tuple[int, int] = (0, 0)
    states: Counter[str] = field(default_factory=Counter)

    @property
    def running(self) -> bool:
        return self.end is None and self.state not in "ZX"


class Tree:
    """All descendants of this process, which must be a subreaper, beginning with ``root``."""

    def __init__(self, clock_start: float) -> None:
        """Remember who is already there: none of them can belong to a run that has not begun."""
        self._me = os.getpid()
        self._clock_start = clock_start
        self._foreign = kernel.all_pids() - {self._me}
        self._records: dict[int, _Record] = {}
        self.root = 0
        self.root_status: int | None = None
        self.tracker = 0  # the resource tracker, where the runner has started it
        self.births = 0
        self.sent_to: set[int] = set()  # processes that we have sent a signal
        self.sent_to_many = False

    def sweep(self) -> None:
        """Find new descendants, look at the known ones, reap orphans that have ended."""
        self._reap()
        pids = kernel.all_pids()
        self._foreign &= pids
        for record in self._records.values():
            if record.end is None:
                self._look_at(record, kernel.stat(record.pid) if record.pid in pids else None)
        self._adopt(pids)

    def hello(self, pid: int, how: str) -> None:
        """A process has said that it began; note it now, it may be gone at the next sweep."""
        record = self._records.get(pid)
        if record is None or record.end is not None:
            stat = kernel.stat(pid)
            if stat is None:
                return
            record = self._add(stat)
        record.greeted = how
        if how == "exec":
            record.command = kernel.command(pid)

    def silent(self) -> frozenset[int]:
        """Pids of running processes that never said hello: not Python, or not as we know it."""
        return frozenset(r.pid for r in self._records.values() if r.running and not r.greeted)

    def running(self) -> tuple[int, ...]:
        """Pids of all processes that have not ended, helpers included."""
        return tuple(r.pid for r in self._records.values() if r.running)

    def knows(self, pid: int) -> bool:
        """Whether this pid is, or was, a process of the run."""
        return pid in self._records

    def is_of_ours(self, pid: int) -> bool:
        """Whether a process that is there belongs to the run; looks for it, if it is a new one."""
        record = self._records.get(pid)
        if record is not None:
            stat = kernel.stat(pid)
            if stat is None or stat.started == record.born:
                return True  # or it has just ended, and its pid is nobody else's
        self.sweep()
        return self._is_ours(pid)

    def descriptor(self, pid: int) -> int | None:
        """The pidfd of a process of the run that has not ended; it stays the tree's."""
        record = self._records.get(pid)
        return record.pidfd if record is not None and record.running else None

    def pids(self) -> tuple[int, ...]:
        """Pids of all that are, or were, processes of the run."""
        return tuple(self._records)

    def killed(self) -> tuple[int, ...]:
        """Pids of the processes that SIGKILL has ended, as far as their end is known."""
        killed = (r for r in self._records.values() if r.status is not None)
        return tuple(r.pid for r in killed if (r.status or 0) & 0x7F == signal.SIGKILL)

    def stopped(self) -> tuple[int, ...]:
        """Pids of the processes that a signal has stopped."""
        return tuple(r.pid for r in self._records.values() if r.end is None and r.state == "T")

    def threads(self) -> int:
        """How many threads all processes have together."""
        return sum(record.threads for record in self._records.values() if record.running)

    def shared_memory(self) -> int:
        """Bytes that the whole tree shares, with each other or with nobody."""
        return sum(kernel.shared_bytes(pid) for pid in self.running())

    def send_signal(self, pid: int, number: int) -> None:
        """Signal a process of the run; nobody if it has ended, or is none of ours.

        By its descriptor: the pid may be somebody else's by now.
        """
        record = self._records.get(pid)
        if record is not None and record.pidfd is not None:
            self.sent_to.add(pid)
            try:
                signal.pidfd_send_signal(record.pidfd, number)
            except ProcessLookupError:
                pass

    def left(self, *, helpers: bool = False) -> Leftovers:
        """Processes that are still there, without the answer's own.

        multiprocessing's helpers count only if asked for: they end soon after the program.
        """
        others = [
            r
            for r in self._records.values()
            if r.end is None and self._counts_as_left(r, helpers=helpers)
        ]
        alive = [r for r in others if r.running]
        return Leftovers(
            alive=tuple(r.pid for r in alive),
            unreaped=tuple(r.pid for r in others if not r.running),
            orphans=tuple(r.pid for r in alive if r.parent == self._me),
        )

    def without_helpers(self, left: Leftovers) -> Leftovers:
        """The same, without those that have become helpers since: they had only just been forked."""
        helpers = {pid for pid in left.alive if self.role(pid) == "helper"}
        return replace(
            left,
            alive=tuple(pid for pid in left.alive if pid not in helpers),
            orphans=tuple(pid for pid in left.orphans if pid not in helpers),
        )

    def _counts_as_left(self, record: _Record, *, helpers: bool) -> bool:
        role = self.role(record.pid)
        return role == "child" or (role == "helper" and helpers and record.running)

    def mapped(self, names: set[str]) -> list[str]:
        """Which of these files of /dev/shm a process of the run has in its memory."""
        if not names:
            return []
        return sorted(
            names & set().union(*(kernel.mapped_files(p, "/dev/shm") for p in self.running()))
        )

    def helpers(self) -> tuple[int, ...]:
        """Processes of multiprocessing's own that are still running."""
        return tuple(pid for pid in self.running() if self.role(pid) == "helper")

    def private_memory(self) -> int:
        """Bytes of RAM the whole tree holds for itself."""
        return sum(kernel.resident_bytes(pid) for pid in self.running())

    def role(self, pid: int) -> Literal["answer", "child", "helper"]:
        """``answer`` for the root, ``helper`` for multiprocessing's own processes, else ``child``."""
        if pid == self.root:
            return "answer"
        if pid == self.tracker:
            return "helper"
        record = self._records.get(pid)
        if record is None or not (_runs(record, _TRACKER) or _runs(record, _FORK_SERVER)):
            return "child"
        creator = self._records.get(record.creator)
        # What the fork server forks has its command line, too.
        return "child" if creator is not None and creator.command == record.command else "helper"

    def seen(self) -> tuple[ProcessSeen, ...]:
        """The record of every process, in the order in which they were noticed."""
        return tuple(
            ProcessSeen(
                pid=r.pid,
                parent=r.creator,
                role=self.role(r.pid),
                started=self._started(r),
                command=" ".join(r.command),
                start=r.start,
                end=r.end,
                exit_code=None if r.status is None else os.waitstatus_to_exitcode(r.status),
                cpu_seconds=r.ticks / kernel.CLOCK_TICKS,
                voluntary_switches=r.switches[0],
                involuntary_switches=r.switches[1],
                states=dict(r.states),
            )
            for r in self._records.values()
        )

    def end(self) -> None:
        """End every descendant and reap it."""
        for pid, status in end_descendants(self._me, frozenset(), self._foreign):
            self._ended(pid, status)
        for record in self._records.values():
            if record.end is None:
                self._look_at(record, None)

    def close(self) -> None:
        """Let go of every descriptor."""
        for record in self._records.values():
            if record.pidfd is not None:
                os.close(record.pidfd)
                record.pidfd = None

    def _now(self) -> float:
        return time.monotonic() - self._clock_start

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._ended(pid, status)

    def _ended(self, pid: int, status: int) -> None:
        if pid == self.root:
            self.root_status = status
        record = self._records.get(pid)
        if record is not None:
            record.status = status
            record.end = self._now()

    def _look_at(self, record: _Record, stat: kernel.Stat | None) -> None:
        if stat is None or stat.started != record.born:
            record.end = self._now()
            record.status = (
                kernel.exit_status_of(record.pidfd) if record.pidfd is not None else None
            )
            return
        record.state, record.parent, record.ticks = stat.state, stat.parent, stat.ticks
        record.threads = stat.threads
        record.states[stat.state] += 1
        if stat.state in "ZX":
            record.status = stat.exit_status
            return
        record.switches = kernel.switches(record.pid)
        if record.greeted != "exec":  # it may yet become another program
            record.command = kernel.command(record.pid) or record.command

    def _adopt(self, pids: set[int]) -> None:
        """Sort the pids never seen before into ours and foreign; a parent decides for its children.

        A process whose parent vanished while we looked stays undecided until the next sweep, when
        it has been handed to its new parent.
        """
        unknown = [
            stat
            for pid in pids - self._foreign - {self._me}
            if (pid not in self._records or self._records[pid].end is not None)
            and (stat := kernel.stat(pid)) is not None
        ]
        decided = True
        while unknown and decided:
            decided = False
            for stat in list(unknown):
                if stat.parent == self._me or self._is_ours(stat.parent):
                    self._add(stat)
                elif stat.parent in self._foreign or stat.parent == 0:
                    self._foreign.add(stat.pid)
                else:
                    continue
                unknown.remove(stat)
                decided = True

    def _is_ours(self, pid: int) -> bool:
        return pid in self._records and self._records[pid].end is None

    def _add(self, stat: kernel.Stat) -> _Record:
        try:
            pidfd = os.pidfd_open(stat.pid)
        except OSError:
            pidfd = None
        record = _Record(stat.pid, stat.parent, stat.parent, stat.started, self._now(), pidfd)
        record.state = stat.state
        record.command = kernel.command(stat.pid)
        self._records[stat.pid] = record
        self.births += 1
        return record

    def _started(self, record: _Record) -> Literal["fork", "spawn", "forkserver", "exec"]:
        if any("spawn_main(" in part for part in record.command):
            return "spawn"
        if record.greeted != "fork":
            return "exec"  # perhaps not yet: seen between the fork and the exec of a new program
        creator = self._records.get(record.creator)
        if creator is not None and _runs(creator, _FORK_SERVER):
            return "forkserver"
        return "fork"


def _runs(record: _Record, code: str) -> bool:
    return len(record.command) > 2 and any(code in part for part in record.command[1:])


def end_descendants(
    ancestor: int, spare: frozenset[int], foreign: AbstractSet[int] = frozenset()
) -> list[tuple[int, int]]:
    """End all descendants of a process, except the ``spare`` ones and what is below those.

    Everything is stopped first, until no new process appears, so that nothing can breed while it
    is being killed. Pids that are known to be ``foreign`` are not looked at, which on a machine with
    many processes is most of the work. Returns the (pid, wait status) of what was ours to reap. Does
    nothing where /proc has other pids than those we can signal.
    """
    reaped: list[tuple[int, int]] = []
    if not kernel.shows_us():
        return reaped
    ours = ancestor == os.getpid()
    deadline = time.monotonic() + 5.0  # only bounds a kernel that does not let a process die
    while time.monotonic() < deadline and (_have_children() or not ours):
        stopped: set[int] = set()
        while new := _descendants(ancestor, spare, foreign) - stopped:
            for pid in new:
                _signal(pid, signal.SIGSTOP)
            stopped |= new
        for pid in stopped:
            _signal(pid, signal.SIGKILL)
        reaped += _reap_all_but(spare, foreign) if ours else []
        if not stopped:
            if not foreign:
                break
            foreign = frozenset()  # yet there is a child: its pid was once somebody else's
        time.sleep(0.0005)
    return reaped


def _have_children() -> bool:
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _reap_all_but(spare: frozenset[int], foreign: AbstractSet[int]) -> list[tuple[int, int]]:
    reaped = []
    ended = (stat for stat in _stats(foreign) if stat.parent == os.getpid() and stat.state in "ZX")
    for pid in [stat.pid for stat in ended if stat.pid not in spare]:
        try:
            reaped.append(os.waitpid(pid, 0))
        except ChildProcessError:
            continue
    return reaped


def _descendants(ancestor: int, spare: frozenset[int], foreign: AbstractSet[int]) -> set[int]:
    """Pids below ``ancestor``, living or (our own) unreaped; a foreign zombie is already dead."""
    below: dict[int, list[kernel.Stat]] = {}
    for stat in _stats(foreign):
        below.setdefault(stat.parent, []).append(stat)
    found: set[int] = set()
    todo = [ancestor]
    while todo:
        for stat in below.get(todo.pop(), ()):
            if stat.pid in spare:
                continue
            todo.append(stat.pid)
            if stat.state not in "ZX" or stat.parent == os.getpid():
                found.add(stat.pid)
    return found


def _stats(foreign: AbstractSet[int]) -> Iterator[kernel.Stat]:
    """Every process of the machine but those."""
    for pid in kernel.all_pids() - foreign:
        stat = kernel.stat(pid)
        if stat is not None:
            yield stat


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
    except PermissionError:
        pass  # another user's process by set-user-ID; refused privileges make this impossible
