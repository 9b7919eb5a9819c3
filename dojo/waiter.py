"""How a process waits, looked at from outside: asleep, waking again and again to ask, or spinning.

Nobody's speed matters. Asleep is a proof: every thread is blocked with no limit to its wait, look after
look, and none has run in between. The others are counted: waits that ended by themselves, and
seconds on a processor. A busy machine changes neither, it only makes the watch take longer.
"""

import linecache
import os
import select
import signal
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dojo.arena import deadlock, frames, kernel
from dojo.arena.kernel import Thread

_ALARM = 1 << (signal.SIGALRM - 1)  # its bit in a signal mask

How = Literal["asleep", "polls", "spins", "gone", "unknown"]

_PAUSE = 0.002  # seconds from one look to the next
_LOOKS = 5  # so many the same, before a thread is believed to be at rest
_SLEEPS = 5  # who lets time pass so often asks something in between
_LIMITED = 30  # so many waits with a limit that ended by themselves; waiting for the GIL is a few
_LONG = 0.15  # seconds: a wait with a longer limit than this is there to be woken, not to ask
_CPU = 0.5  # seconds on a processor, for which nobody who only waits has a use


@dataclass(frozen=True, slots=True)
class Wait:
    """How it waits, what that cost while it was looked at, and the line of the answer it stands at."""

    how: How
    wakes: int = 0
    cpu: float = 0.0
    line: int | None = None
    source: str = ""
    by_alarm: bool = False  # it catches SIGALRM, which can end a wait that has no limit of its own

    @property
    def where(self) -> str:
        """The line in words, empty if it is not known."""
        return f", at line {self.line}: {self.source}" if self.line else ""


def watch(pid: int, answer: Path, *, patience: int = 0) -> Wait:
    """Look at a process, which runs this answer, until it is certain how it waits.

    ``gone`` if it ends first, ``unknown`` where the system does not let us look. Who waits with a long
    limit is asleep, or with ``patience`` looked at until so many such waits have ended by themselves;
    and who could be woken by an alarm, but has not been for long, is asleep to the patient, too.
    """
    try:
        end = os.pidfd_open(pid)
    except ProcessLookupError:
        return Wait("gone")
    try:
        watched = _Watched(pid, answer, patience)
        while (how := watched.look()) is None:
            select.select([end], [], [], _PAUSE)
        return watched.wait(how)
    except kernel.Unreadable:
        return Wait("unknown")
    finally:
        os.close(end)


def look_beside(pid: int) -> deadlock.Look:
    """The threads of a program, whose first process this is, without that one's main thread."""
    program = [other for other in kernel.all_pids() if _is_of(other, pid)]
    return frozenset(thread for thread in deadlock.look(program) if thread.tid != pid)


def _is_of(pid: int, leader: int) -> bool:
    """Whether a process belongs to this leader's session."""
    try:
        return os.getsid(pid) == leader
    except ProcessLookupError:
        return False


class _Watched:
    """What was seen of a process so far."""

    def __init__(self, pid: int, answer: Path, patience: int) -> None:
        self._pid, self._answer, self._patience = pid, answer, patience
        self._began: dict[int, float] = {}
        self._last: deadlock.Look = frozenset()
        self._same, self._since = 0, 0.0
        self._slept: dict[int, set[str]] = defaultdict(set)
        self._limited: dict[int, set[str]] = defaultdict(set)
        self._long: dict[int, set[str]] = defaultdict(set)
        self._cpu = 0.0
        self._alarm = False

    def look(self) -> How | None:
        """Look once more; what is certain now, None if nothing is."""
        seen = deadlock.look([self._pid])
        if not seen:
            return "polls" if self._wakes() >= 2 else "gone"
        self._compare(seen)
        self._alarm = kernel.signal_mask(self._pid, "SigCgt") & _ALARM != 0
        for thread in seen:
            self._count(thread)
        self._cpu = sum(_on_cpu(t) - self._began[t.tid] for t in seen)
        if self._same >= _LOOKS and deadlock.everyone_waits(seen) and not self._alarm:
            return "asleep"
        if _most(self._slept) >= _SLEEPS or _most(self._limited) >= _LIMITED:
            return "polls"
        if self._cpu >= _CPU:
            return "spins"
        long = time.monotonic() - self._since > _LONG and (self._patience > 0 or not self._alarm)
        return self._in_a_long_wait(seen) if long else None

    def _in_a_long_wait(self, seen: deadlock.Look) -> How | None:
        """What is certain of one that has not moved for long."""
        if not deadlock.everyone_waits_for_something(seen):
            return None
        limited = [thread for thread in seen if not deadlock.waits_for_good(thread)]
        if not self._patience or not limited:
            return "asleep"
        for thread in limited:
            self._long[thread.tid].add(thread.ran)
        return "polls" if _most(self._long) > self._patience else None

    def wait(self, how: How) -> Wait:
        """All that was seen."""
        return Wait(how, self._wakes(), self._cpu, *self._line(), by_alarm=self._alarm)

    def _wakes(self) -> int:
        return max(_most(self._slept), _most(self._limited))

    def _compare(self, seen: deadlock.Look) -> None:
        if seen == self._last:
            self._same += 1
        else:
            self._last, self._same, self._since = seen, 0, time.monotonic()

    def _count(self, thread: Thread) -> None:
        self._began.setdefault(thread.tid, _on_cpu(thread))
        if thread.state != "S" or thread.call is None:
            return
        if deadlock.sleeps(thread) or (self._alarm and thread.tid == self._pid):
            self._slept[thread.tid].add(thread.ran)
        elif not deadlock.waits_for_good(thread):
            self._limited[thread.tid].add(thread.ran)

    def _line(self) -> tuple[int | None, str]:
        """The line of the answer that the main thread is in, if it can be read while it runs."""
        layout = frames.find_out()
        for _ in range(_LOOKS):
            for frame in layout.stack(self._pid) if layout else ():
                if Path(frame.file) == self._answer:
                    return frame.line, linecache.getline(frame.file, frame.line).strip()
        return None, ""


def _on_cpu(thread: Thread) -> float:
    return int(thread.ran.split()[0]) / 1e9


def _most(waits: dict[int, set[str]]) -> int:
    return max(map(len, waits.values()), default=0)
