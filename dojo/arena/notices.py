"""Rare system calls of a run, reported to its supervisor by the kernel before they are made.

Some calls leave no trace in /proc and decide whether a blocked program can go on: an alarm, a timeout
of a socket. Others reach beyond the run: a resource limit set for another process. Every program of a
run, Python or not, makes these calls under a filter that asks the supervisor first; see
seccomp_unotify(2). That needs Linux 5.5 and no privileges. Calls of another architecture than the
machine's own pass unseen.
"""

import ctypes
import errno
import fcntl
import os
import platform
import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dojo.arena import kernel

_SECCOMP = {"x86_64": 317, "aarch64": 277}
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # AUDIT_ARCH_*, linux/audit.h
_SET_MODE_FILTER, _SPEC_ALLOW, _NEW_LISTENER = 1, 1 << 2, 1 << 3
_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000
_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # BPF opcodes, linux/bpf_common.h
_NUMBER_AT, _ARCHITECTURE_AT, _ARGS_AT = 0, 4, 16
_X32 = 0x40000000  # numbers of another interface of the same architecture begin here
_RECEIVE, _SEND = 0xC0502100, 0xC0182101  # SECCOMP_IOCTL_NOTIF_*, linux/seccomp.h
_CONTINUE = 1
_NOTICE = struct.Struct("=QIIiIQ6Q")

_ITIMER_REAL = 0
_SOL_SOCKET, _TIME_OUTS = 1, (20, 21, 66, 67)  # SO_RCVTIMEO and SO_SNDTIMEO, old and new
_STRIKES = (9, 19, 20, 21, 22)  # SIGKILL, and the signals that stop: SIGSTOP, TSTP, TTIN, TTOU
_PR_SET_PDEATHSIG = 1
_RLIMIT_CPU = 0  # whose hard limit the kernel keeps by SIGKILL
_TELLS_OF_FILES = (1024, 1026)  # F_SETLEASE, F_NOTIFY: signals when a file is touched


@dataclass(frozen=True, slots=True)
class _Call:
    """A system call to ask about: if one of its arguments has (or has not) one of these values.

    And only if, or also if, another one has that value.
    """

    name: str
    x86_64: int
    aarch64: int
    argument: int | None = None
    values: tuple[int, ...] = ()
    has: bool = True
    and_argument: int | None = None
    and_value: int = 0
    or_argument: int | None = None
    or_value: int = 0


_CALLS: Final = (
    _Call("alarm", 37, -1),
    _Call("setitimer", 38, 103, argument=0, values=(_ITIMER_REAL,)),
    _Call("timer_create", 222, 107),
    _Call("io_setup", 206, 0),
    _Call("io_uring_setup", 425, 425),
    _Call("fcntl", 72, 25, argument=1, values=_TELLS_OF_FILES),
    _Call("setsockopt", 54, 208, 2, _TIME_OUTS, and_argument=1, and_value=_SOL_SOCKET),
    _Call("kill", 62, 129, argument=1, values=_STRIKES),
    _Call("tkill", 200, 130, argument=1, values=_STRIKES),
    _Call("tgkill", 234, 131, argument=2, values=_STRIKES),
    _Call("rt_sigqueueinfo", 129, 138, argument=1, values=_STRIKES),
    _Call("rt_tgsigqueueinfo", 297, 240, argument=2, values=_STRIKES),
    _Call("pidfd_send_signal", 424, 424, argument=1, values=_STRIKES),
    _Call("prctl", 157, 167, 1, _STRIKES, and_argument=0, and_value=_PR_SET_PDEATHSIG),
    _Call("prlimit64", 302, 261, 0, (0,), has=False, or_argument=1, or_value=_RLIMIT_CPU),
    _Call("sched_setparam", 142, 118, argument=0, values=(0,), has=False),
    _Call("sched_setscheduler", 144, 119, argument=0, values=(0,), has=False),
    _Call("sched_setaffinity", 203, 122, argument=0, values=(0,), has=False),
    _Call("sched_setattr", 314, 274, argument=0, values=(0,), has=False),
    _Call("setpriority", 141, 140, argument=1, values=(0,), has=False),
)
# Only where a run asks for it: the supervisor then answers with the pid that adopts orphans.
_GETPPID: Final = _Call("getppid", 110, 173)
_SIGNALS: Final = frozenset(
    "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal prctl".split()
)
_AIMED = {call.name: call.argument for call in _CALLS if not call.has}  # at a process, by its pid


@dataclass(frozen=True, slots=True)
class Notice:
    """A process is about to make this call; it waits for an answer."""

    number: int
    pid: int
    call: str
    args: tuple[int, ...]

    @property
    def target(self) -> int | None:
        """The process that the call is aimed at, if it is aimed at one."""
        position = _AIMED.get(self.call)
        return None if position is None else self.args[position] & 0xFFFFFFFF or None

    @property
    def is_a_strike(self) -> bool:
        """Whether a process is killed or stopped by it, perhaps later and by the kernel."""
        if self.call == "prlimit64":
            return self.args[1] & 0xFFFFFFFF == _RLIMIT_CPU and self.args[2] != 0
        return self.call in _SIGNALS


def send(line: socket.socket, *, of_parents: bool = False) -> None:
    """From now on, this process and all below it ask first; send the descriptor to answer at.

    ``of_parents``: they ask for their parent's pid, too. Sends only a byte where the kernel refuses
    the filter. Privileges must have been given up before.
    """
    machine = platform.machine()
    if machine not in _SECCOMP:
        line.send(b"-")
        return
    calls = (*_CALLS, _GETPPID) if of_parents else _CALLS
    code = b"".join(_program(machine, calls))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    flags = _NEW_LISTENER | _SPEC_ALLOW
    asks = kernel.libc.syscall(_SECCOMP[machine], _SET_MODE_FILTER, flags, program)
    if asks < 0:
        line.send(b"-")
        return
    socket.send_fds(line, [b"+"], [asks])
    os.close(asks)


def receive(line: socket.socket) -> int | None:
    """The descriptor at which the supervisor is asked; None where the kernel refuses that."""
    _, descriptors, _, _ = socket.recv_fds(line, 1, 1)
    return descriptors[0] if descriptors else None


def answer(asks: int, decide: Callable[[Notice], int | None]) -> None:
    """Read one question and answer it; a caller that has ended meanwhile is no trouble.

    What is decided is what the call returns, as the kernel has it (negative for an error); None lets
    the kernel make the call.
    """
    try:
        question = bytearray(_NOTICE.size)
        fcntl.ioctl(asks, _RECEIVE, question)
        number, tid, _, call, _, _, *args = _NOTICE.unpack(question)
        value = decide(Notice(number, kernel.process_of(tid), _NAMES.get(call, ""), tuple(args)))
        fcntl.ioctl(asks, _SEND, bytearray(_reply(number, value)))
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.EINTR):
            raise


def _reply(number: int, value: int | None) -> bytes:
    if value is None:
        return struct.pack("=QqiI", number, 0, 0, _CONTINUE)
    return struct.pack("=QqiI", number, max(value, 0), min(value, 0), 0)


def _number(call: _Call, machine: str) -> int:
    return call.x86_64 if machine == "x86_64" else call.aarch64


_NAMES = {_number(call, platform.machine()): call.name for call in (*_CALLS, _GETPPID)}


# -- the filter, in the kernel's own language -----------------------------------------------------


def _program(machine: str, calls: Iterable[_Call]) -> Iterator[bytes]:
    yield _step(_LOAD, _ARCHITECTURE_AT)
    yield from _unless_equal(_ARCHITECTURE[machine], [_step(_RETURN, _ALLOW)])
    yield _step(_LOAD, _NUMBER_AT)
    if machine == "x86_64":
        yield _step(_AT_LEAST, _X32, 0, 1)
        yield _step(_RETURN, _ALLOW)
    for call in calls:
        if (number := _number(call, machine)) >= 0:
            yield from _if_equal(number, [*_decision(call)])
    yield _step(_RETURN, _ALLOW)


def _decision(call: _Call) -> Iterator[bytes]:
    """What follows once the number is that of this call; ends by returning, always."""
    if call.and_argument is not None:
        yield _step(_LOAD, _ARGS_AT + 8 * call.and_argument)
        yield from _unless_equal(call.and_value, [_step(_RETURN, _ALLOW)])
    if call.or_argument is not None:
        yield _step(_LOAD, _ARGS_AT + 8 * call.or_argument)
        yield from _if_equal(call.or_value, [_step(_RETURN, _ASK)])
    if call.argument is not None:
        yield _step(_LOAD, _ARGS_AT + 8 * call.argument)
        for value in call.values:
            yield from _if_equal(value, [_step(_RETURN, _ASK if call.has else _ALLOW)])
    yield _step(_RETURN, _ASK if call.argument is None or not call.has else _ALLOW)


def _if_equal(value: int, steps: list[bytes]) -> Iterator[bytes]:
    yield _step(_EQUALS, value, 0, len(steps))
    yield from steps


def _unless_equal(value: int, steps: list[bytes]) -> Iterator[bytes]:
    yield _step(_EQUALS, value, len(steps), 0)
    yield from steps


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
