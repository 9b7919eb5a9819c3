"""Whether anything outside a blocked run could still wake it: a clock, the kernel, another process.

A deadlock is claimed only where it is known: every thread is blocked for good, and none of them waits
for something that can come from outside. What cannot be known counts against the claim, and the run
goes on to its bound. All this is looked up only once the run is at rest.
"""

import os
import re
import struct
import termios
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from dojo.arena import kernel, sockets
from dojo.arena.kernel import Thread
from dojo.arena.notices import Notice
from dojo.arena.tree import Tree

_CALLS_ON_A_FILE = frozenset(
    "read readv pread64 write writev recvfrom recvmsg recvmmsg sendto sendmsg accept accept4"
    " connect".split()
)
_SETS = {"select": (1, 2, 3), "pselect6": (1, 2, 3)}  # the arguments that point to sets of files
_SYSTEM_V = frozenset(
    {"semop", "semtimedop", "msgsnd", "msgrcv", "mq_timedreceive", "mq_timedsend"}
)
_NEVER_BY_ITSELF = frozenset(
    {"[eventfd]", "[signalfd]", "[timerfd]"}
)  # an armed timer is seen apart
_MOST_FILES = 4096  # that a call waits for, or that a process has open, before it is not looked at


@dataclass(slots=True)
class Wakers:
    """What is known of one run. ``alone``: it has a network, IPC and files of its own."""

    tree: Final[Tree]
    folder: str
    own_files: bool
    own_network: bool
    own_ipc: bool
    sees_calls: bool = False  # the kernel tells of every clock that is set
    _clocks: set[int] = field(default_factory=set)
    _unknowable: set[int] = field(default_factory=set)
    _limited_sockets: bool = False

    def set_clock(self, pid: int, armed: bool) -> None:
        """A process has set its alarm, or switched it off."""
        (self._clocks.add if armed else self._clocks.discard)(pid)

    def notice(self, notice: Notice) -> None:
        """A process is about to make one of the calls that bear on this."""
        match notice.call:
            case "alarm":
                self.set_clock(notice.pid, notice.args[0] & 0xFFFFFFFF != 0)
            case "setitimer":
                self.set_clock(notice.pid, _is_armed(notice.pid, notice.args[1]))
            case "setsockopt":
                self._limited_sockets = True
            case "timer_create" | "io_setup" | "io_uring_setup" | "fcntl":
                self._unknowable.add(notice.pid)

    def may_wake(self, seen: Iterable[Thread]) -> bool:
        """Whether a run whose threads all wait for good, like this, may go on by itself."""
        pids = frozenset(thread.pid for thread in seen)
        if pids & (self._clocks | self._unknowable) or any(map(kernel.armed_timers, pids)):
            return True
        if not self.sees_calls and pids & self.tree.silent():
            return True  # a program that does not tell of its alarms
        return _Look(self, pids).may_wake(seen)

    def limits_sockets(self) -> bool:
        """Whether a socket of the run may have a time limit that the kernel keeps."""
        return self._limited_sockets or not self.sees_calls

    def is_ours(self, path: str) -> bool:
        """Whether a file is below the run's own folder."""
        return path.startswith(self.folder + "/")

    def is_bound_by_us(self, name: str) -> bool:
        """Whether a socket's name is a file that only the run can have made."""
        return self.own_files or self.is_ours(os.path.join(f"{self.folder}/work", name))


class _Look:
    """One look at what the threads of a run wait for."""

    def __init__(self, wakers: Wakers, pids: Collection[int]) -> None:
        self._wakers, self._pids = wakers, pids
        self._sockets = sockets.Sockets(pids)
        self._device = os.stat(wakers.folder).st_dev if wakers.own_files else None

    def may_wake(self, seen: Iterable[Thread]) -> bool:
        try:
            return any(map(self._may_be_woken, seen))
        except (OSError, ValueError, struct.error, OverflowError):
            return True  # it could not be read

    def _may_be_woken(self, thread: Thread) -> bool:
        match thread.call:
            case None:
                return False  # stopped: only a signal continues it, and none comes from outside
            case "open" | "openat" | "flock" | "fcntl":
                return not self._is_about_ours(thread)
            case "pause" | "rt_sigsuspend" | "rt_sigtimedwait":
                return self._has_a_line_out()
            case "futex":
                return self._is_foreign_memory(thread.pid, thread.args[0])
            case call if call in _SYSTEM_V:
                return not self._wakers.own_ipc
            case _:
                return any(self._may_speak(thread.pid, fd) for fd in _waited_for(thread))

    def _may_speak(self, pid: int, fd: int) -> bool:
        """Whether what this descriptor waits for can come from outside the run."""
        path = f"/proc/{pid}/fd/{fd}"
        target = os.readlink(path)
        kind, _, _ = target.partition(":")
        match kind:
            case "pipe":
                return False
            case "socket":
                return self._socket_may_speak(pid, fd, target)
            case "anon_inode":
                return self._may_come_from(pid, fd, target.removeprefix("anon_inode:"))
            case _ if target.startswith(("/dev/pts/", "/dev/ptmx")):
                return self._terminal_may_speak(pid, fd)
            case _:
                return not self._is_private(path, target)

    def _has_a_line_out(self) -> bool:
        """Whether the run is connected to a process outside, which could send it a signal."""
        held = ((pid, fd) for pid in self._pids for fd in kernel.descriptors(pid))
        return any(self._may_speak(pid, fd) for pid, fd in held if kernel.is_socket(pid, fd))

    def _is_foreign_memory(self, pid: int, address: int) -> bool:
        """Whether a lock lies in shared memory that has a name, and not one of the run's."""
        if self._device is not None:
            return False
        file = kernel.mapped_at(pid, address)
        ours = f"/dev/shm/sem.{os.path.basename(self._wakers.folder)}-"
        named = file.startswith("/dev/shm/") and not file.endswith("(deleted)")
        return named and not file.startswith(ours)

    def _socket_may_speak(self, pid: int, fd: int, target: str) -> bool:
        inode = int(target[8:-1])
        if self._sockets.leads_to_us(inode):
            return False
        if self._wakers.limits_sockets() and sockets.has_time_limit(pid, fd):
            return True
        return self._sockets.may_speak(inode, f"/proc/{pid}/fd/{fd}", self._wakers)

    def _may_come_from(self, pid: int, fd: int, kind: str) -> bool:
        if kind in _NEVER_BY_ITSELF:
            return False
        info = kernel.read(f"/proc/{pid}/fdinfo/{fd}")
        if kind == "[pidfd]":
            watched = int(re.search(r"^Pid:\s*(-?\d+)", info, re.MULTILINE)[1])  # type: ignore[index]  # reason: what is not there raises, and then it may
            return watched >= 0 and not self._wakers.tree.knows(watched)
        if kind == "[eventpoll]":
            watched_files = [int(n) for n in re.findall(r"^tfd:\s*(\d+)", info, re.MULTILINE)]
            return any(self._may_speak(pid, one) for one in watched_files[:_MOST_FILES])
        if kind == "inotify":
            devices = re.findall(r"\bsdev:([0-9a-f]+)", info)
            return any(_device(int(code, 16)) != self._device for code in devices)
        return True

    def _terminal_may_speak(self, pid: int, fd: int) -> bool:
        """Whether a read of a terminal ends by itself; it is a new one, for the run has no other."""
        copy = kernel.descriptor_of(pid, fd)
        try:
            settings = termios.tcgetattr(copy)
        except termios.error:
            return True
        finally:
            os.close(copy)
        waits_for_a_line = settings[3] & termios.ICANON
        return not waits_for_a_line and settings[6][termios.VTIME] not in (0, b"\0")

    def _is_private(self, path: str, target: str) -> bool:
        if self._device is not None and os.stat(path).st_dev == self._device:
            return True
        return self._wakers.is_ours(target)

    def _is_about_ours(self, thread: Thread) -> bool:
        if thread.call in ("open", "openat"):
            return self._opens_its_own(thread)
        return self._lock_is_ours(thread.pid, thread.args[0])

    def _lock_is_ours(self, pid: int, fd: int) -> bool:
        """Whether the file, or the process that has locked it, is of the run. See proc(5)."""
        path = f"/proc/{pid}/fd/{fd}"
        if self._is_private(path, os.readlink(path)):
            return True
        found = os.stat(path)
        name = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        lines = [line.split() for line in kernel.read("/proc/locks").splitlines()]
        holders = [int(line[4]) for line in lines if line[1] != "->" and line[5] == name]
        return bool(holders) and all(map(self._wakers.tree.knows, holders))

    def _opens_its_own(self, thread: Thread) -> bool:
        """Whether it opens a named pipe in a folder that is the run's alone."""
        where, name = (0, 0) if thread.call == "open" else (thread.args[0], 1)
        path = kernel.text_at(thread.pid, thread.args[name])
        base = f"/proc/{thread.pid}/cwd"
        if thread.call == "openat" and where & 0xFFFFFFFF != _AT_FDCWD:
            base = f"/proc/{thread.pid}/fd/{where}"
        folder = os.path.dirname(os.path.join(os.readlink(base), path))
        return self._is_private(folder, os.path.realpath(folder) + "/")


_AT_FDCWD = 0xFFFFFF9C


def _waited_for(thread: Thread) -> Iterator[int]:
    """The descriptors that a thread's system call waits for. Raises OSError if they are too many."""
    call, args = thread.call or "", thread.args
    if call in _CALLS_ON_A_FILE or call.startswith("epoll"):
        yield args[0] & 0xFFFFFFFF
    elif call in ("poll", "ppoll"):
        if args[1] > _MOST_FILES:
            raise OSError("too many files")
        yield from kernel.polled(thread.pid, args[0], args[1])
    elif call in _SETS:
        for position in _SETS[call]:
            if args[position]:
                yield from kernel.selected(thread.pid, args[position], min(args[0], _MOST_FILES))


def _is_armed(pid: int, address: int) -> bool:
    """Whether a struct itimerval has a time that is not zero; yes if it cannot be read."""
    if address == 0:
        return False
    try:
        return any(kernel.memory_at(pid, address, 32)[16:])
    except OSError:
        return True


def _device(code: int) -> int:
    """A device's number as the kernel has it inside (12 and 20 bits), as stat(2) tells it."""
    return os.makedev(code >> 20, code & 0xFFFFF)
