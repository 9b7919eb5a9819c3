"""What the kernel tells about processes: /proc, prctl, pidfds. Linux only; no state of its own.

Facts used here are from proc(5), prctl(2), pidfd_open(2) and the kernel's ``linux/pidfd.h``.
"""

import ctypes
import fcntl
import os
import platform
import select
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECUREBITS = 28
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_NO_RIGHTS_FOR_ROOT = 0b1111  # SECBIT_NOROOT, NO_SETUID_FIXUP, each with its lock; capabilities(7)
_CAPABILITY_VERSION_3 = 0x20080522
_MOUNT_SETATTR, _AT_FDCWD, _AT_RECURSIVE = 442, -100, 0x8000  # the number is every architecture's
_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID = 1, 2
_PIDFD_GETFD = 438  # the number is every architecture's
_PIDFD_GET_INFO = 0xC048FF0B  # linux/pidfd.h: _IOWR(0xFF, 11, 72 bytes); kernel 6.13 or later
_PIDFD_INFO_EXIT = 1 << 3  # kernel 6.15 or later

libc = ctypes.CDLL(None, use_errno=True)

# Numbers of the system calls a thread can wait in, from the kernel's syscall tables.
_CALLS_X86_64 = {
    0: "read", 1: "write", 2: "open", 7: "poll", 17: "pread64", 19: "readv", 20: "writev",
    23: "select", 34: "pause", 35: "nanosleep", 42: "connect", 43: "accept", 44: "sendto",
    45: "recvfrom", 46: "sendmsg", 47: "recvmsg", 61: "wait4", 65: "semop", 69: "msgsnd",
    70: "msgrcv", 72: "fcntl", 73: "flock", 128: "rt_sigtimedwait", 130: "rt_sigsuspend",
    202: "futex", 220: "semtimedop", 230: "clock_nanosleep", 232: "epoll_wait", 243: "mq_timedreceive",
    247: "waitid", 257: "openat", 270: "pselect6", 271: "ppoll", 281: "epoll_pwait",
    288: "accept4", 299: "recvmmsg", 441: "epoll_pwait2",
}  # fmt: skip
_CALLS_AARCH64 = {
    22: "epoll_pwait", 25: "fcntl", 32: "flock", 56: "openat", 63: "read", 64: "write", 65: "readv",
    66: "writev", 67: "pread64", 72: "pselect6", 73: "ppoll", 95: "waitid", 98: "futex",
    101: "nanosleep", 115: "clock_nanosleep", 133: "rt_sigsuspend", 137: "rt_sigtimedwait",
    183: "mq_timedreceive", 188: "msgrcv", 189: "msgsnd", 192: "semtimedop", 193: "semop",
    202: "accept", 203: "connect", 206: "sendto", 207: "recvfrom", 211: "sendmsg", 212: "recvmsg",
    242: "accept4", 243: "recvmmsg", 260: "wait4", 441: "epoll_pwait2",
}  # fmt: skip
CALLS: dict[int, str] = {"x86_64": _CALLS_X86_64, "aarch64": _CALLS_AARCH64}.get(
    platform.machine(), {}
)


@dataclass(frozen=True, slots=True)
class Stat:
    """A process as /proc/PID/stat shows it. Times are clock ticks; ``exit_status`` is a wait status."""

    pid: int
    state: str
    parent: int
    ticks: int
    started: int
    exit_status: int
    threads: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread at one instant: its state, the system call it is in, and how often it has run.

    ``call`` is None when it runs in user space; ``ran`` changes whenever the thread was on a CPU.
    """

    pid: int
    tid: int
    state: str
    call: str | None
    args: tuple[int, ...]
    ran: str


class Unreadable(Exception):
    """The system does not let us look at a thread of the run (hardened kernel, other user)."""


def read(path: str) -> str:
    """The text of a small /proc file. Raises OSError when the process is gone."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        data = os.read(fd, 65536)
    finally:
        os.close(fd)
    return data.decode("utf-8", "replace")


def stat(pid: int) -> Stat | None:
    """The process with this pid, or None when there is none."""
    try:
        text = read(f"/proc/{pid}/stat")
    except OSError:
        return None
    fields = text[text.rindex(")") + 2 :].split()
    # A zombie with more threads than one has not ended: they are on their way out, and may need a core.
    dying = fields[0] == "Z" and int(fields[17]) > 1
    return Stat(
        pid=pid,
        state="R" if dying else fields[0],
        parent=int(fields[1]),
        ticks=int(fields[11]) + int(fields[12]),
        started=int(fields[19]),
        exit_status=int(fields[49]),
        threads=int(fields[17]),
    )


def shows_us() -> bool:
    """Whether /proc has the pids that system calls take: not one of another pid namespace."""
    return os.readlink("/proc/self") == str(os.getpid())


def has_terminal(pid: int) -> bool:
    """Whether it has a controlling terminal, which can stop it."""
    try:
        text = read(f"/proc/{pid}/stat")
    except OSError:
        return False
    return text[text.rindex(")") + 2 :].split()[4] != "0"


def all_pids() -> set[int]:
    """Every process of the machine, zombies included."""
    return {int(name) for name in os.listdir("/proc") if name.isdigit()}


def lives(pid: int) -> bool:
    """Whether there is a process with this pid that has not ended."""
    found = stat(pid)
    return found is not None and found.state not in "ZX"


def command(pid: int) -> tuple[str, ...]:
    """The command line, empty for a zombie or a process that is gone."""
    try:
        return tuple(part for part in read(f"/proc/{pid}/cmdline").split("\0") if part)
    except OSError:
        return ()


def switches(pid: int) -> tuple[int, int]:
    """Voluntary and involuntary context switches of a process's main thread; zeros when gone."""
    status = _status(pid)
    return (
        int(_field(status, "voluntary_ctxt_switches") or 0),
        int(_field(status, "nonvoluntary_ctxt_switches") or 0),
    )


def resident_bytes(pid: int) -> int:
    """Private memory in RAM: resident pages less the file and shared ones; 0 when gone."""
    try:
        fields = read(f"/proc/{pid}/statm").split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * PAGE_BYTES


def shared_bytes(pid: int) -> int:
    """Memory that is shared and belongs to no file on a disk, each process's part of it; 0 when gone.

    Parts of what is mapped are counted by their users, what is only open as it is stored.
    """
    try:
        mapped = _kibibytes(read(f"/proc/{pid}/smaps_rollup"), "Pss_Shmem")
    except OSError:
        return 0
    return mapped + sum(_stored_in_memory(f"/proc/{pid}/fd/{fd}") for fd in descriptors(pid))


def _stored_in_memory(path: str) -> int:
    try:
        return os.stat(path).st_blocks * 512 if os.readlink(path).startswith("/memfd:") else 0
    except OSError:
        return 0


def shared_bytes_of_the_machine() -> int:
    """What is in shared memory and in files that live in memory, of all processes together."""
    return _kibibytes(read("/proc/meminfo"), "Shmem")


def _kibibytes(table: str, name: str) -> int:
    """One line's value in bytes, 0 if there is none."""
    _, _, rest = table.partition(f"\n{name}:")
    return int(rest.split(maxsplit=1)[0]) * 1024 if rest else 0


def remove_segment(number: int) -> None:
    """Remove a System V shared memory segment; one that is gone is no trouble."""
    libc.shmctl(number, 0, None)


def signal_mask(pid: int, which: str) -> int:
    """One of the masks ``SigCgt``, ``SigBlk``, ``SigIgn`` as a bit set; 0 when the process is gone."""
    return int(_field(_status(pid), which) or "0", 16)


def _status(pid: int) -> str:
    try:
        return read(f"/proc/{pid}/status")
    except OSError:
        return ""


def _field(status: str, name: str) -> str:
    """One line's value; this is asked so often that taking the whole text apart would be felt."""
    start = status.find(f"\n{name}:\t") + len(name) + 3
    return status[start : status.find("\n", start)] if start > len(name) + 2 else ""


def threads(pid: int) -> Iterator[Thread]:
    """Every thread of a process at this instant. Raises Unreadable where the system forbids it."""
    try:
        tids = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return
    for tid in tids:
        thread = _thread(pid, int(tid))
        if thread is not None:
            yield thread


def _thread(pid: int, tid: int) -> Thread | None:
    base = f"/proc/{pid}/task/{tid}/"
    try:
        text = read(base + "stat")
        ran = read(base + "schedstat")
        call = _call_of(base)
    except PermissionError as error:
        raise Unreadable(base) from error
    except OSError:
        return None
    state = text[text.rindex(")") + 2]
    if not call or call[0] in ("running", "-1"):
        return Thread(pid, tid, state, None, (), ran)
    name = CALLS.get(int(call[0]), "?")
    return Thread(pid, tid, state, name, tuple(int(arg, 16) for arg in call[1:7]), ran)


def _call_of(base: str) -> list[str]:
    """What the kernel tells of a thread's system call; nothing of one that is just ending.

    A thread that has given up its memory already may be closed to a plain user, whoever it was.
    """
    try:
        return read(base + "syscall").split()
    except PermissionError:
        if read(base + "statm").startswith("0 "):
            return []
        raise


def thread_ids(pid: int) -> set[int]:
    """Ids of the threads of a process; empty when it is gone."""
    try:
        return {int(tid) for tid in os.listdir(f"/proc/{pid}/task")}
    except OSError:
        return set()


def pid_behind(pidfd: int) -> int:
    """The pid of a process as this process's /proc has it; 0 when it has been reaped."""
    return max(int(_field(read(f"/proc/self/fdinfo/{pidfd}"), "Pid") or 0), 0)


def parent_of(pid: int) -> int:
    """The parent of a process; 0 when it is gone."""
    found = stat(pid)
    return found.parent if found else 0


def process_of(tid: int) -> int:
    """The process that this thread is of; 0 when it is gone."""
    try:
        return int(_field(read(f"/proc/{tid}/status"), "Tgid") or 0)
    except OSError:
        return 0


def mapped_files(pid: int, folder: str) -> set[str]:
    """Names of the files of a folder that a process has mapped into its memory."""
    try:
        with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as file:
            paths = (line.rstrip("\n").partition(folder + "/")[2] for line in file)
            return {path.removesuffix(" (deleted)") for path in paths if path}
    except OSError:
        return set()


def descriptors(pid: int) -> list[int]:
    """The open descriptors of a process; none when it is gone or may not be looked at."""
    try:
        return [int(fd) for fd in os.listdir(f"/proc/{pid}/fd")]
    except OSError:
        return []


def pipe_end(pid: int, fd: int) -> tuple[str, bool]:
    """Which pipe a descriptor is an end of, empty if of none; and whether it is the writing end."""
    try:
        target = os.readlink(f"/proc/{pid}/fd/{fd}")
        if not target.startswith("pipe:"):
            return "", False
        flags = int(read(f"/proc/{pid}/fdinfo/{fd}").partition("flags:")[2].split()[0], 8)
    except (OSError, ValueError, IndexError):
        return "", False
    return target, bool(flags & os.O_WRONLY)


def descriptor_of(pid: int, fd: int) -> int:
    """A copy of another process's descriptor. Raises OSError where the kernel refuses it."""
    process = os.pidfd_open(pid)
    try:
        copy: int = libc.syscall(_PIDFD_GETFD, process, fd, 0)
        _checked(min(copy, 0))
        return copy
    finally:
        os.close(process)


def memory_at(pid: int, address: int, count: int) -> bytes:
    """So many bytes of a process's memory. Raises OSError where they cannot be read."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        try:
            found = os.pread(memory.fileno(), count, address)
        except OverflowError as error:
            raise OSError(str(error)) from error
    if len(found) != count:
        raise OSError(f"{address:#x} cannot be read")
    return found


def text_at(pid: int, address: int) -> str:
    """The path at this address, which ends with a zero byte. Raises OSError."""
    text = b""
    while b"\0" not in text and len(text) < 4096:
        to_the_page = 256 - (address + len(text)) % 256
        text += memory_at(pid, address + len(text), to_the_page)
    return os.fsdecode(text.partition(b"\0")[0])


def polled(pid: int, address: int, count: int) -> tuple[int, ...]:
    """The descriptors that a poll(2) waits for, from its array of struct pollfd. Raises OSError."""
    entries = struct.iter_unpack("=ii", memory_at(pid, address, 8 * count))
    return tuple(fd for fd, _ in entries if fd >= 0)


def selected(pid: int, address: int, count: int) -> tuple[int, ...]:
    """The descriptors below ``count`` in a set of select(2). Raises OSError."""
    bits = int.from_bytes(memory_at(pid, address, (count + 7) // 8), "little")
    return tuple(fd for fd in range(count) if bits >> fd & 1)


def armed_timers(pid: int) -> bool:
    """Whether a POSIX timer exists or a timerfd is armed in this process."""
    try:
        if read(f"/proc/{pid}/timers"):
            return True
    except OSError:
        pass
    try:
        descriptors = os.listdir(f"/proc/{pid}/fd")
    except OSError:
        return False
    return any(_armed_timerfd(pid, fd) for fd in descriptors)


def _armed_timerfd(pid: int, fd: str) -> bool:
    try:
        if "timerfd" not in os.readlink(f"/proc/{pid}/fd/{fd}"):
            return False
        return "it_value: (0, 0)" not in read(f"/proc/{pid}/fdinfo/{fd}")
    except OSError:
        return False


def reachable_over_network(pids: Iterable[int]) -> bool:
    """Whether one of these processes has an internet socket whose other end none of them holds.

    Then somebody outside may yet speak. The lines are those of /proc/net/tcp, see proc(5); reading
    them takes the kernel milliseconds, so first it is asked whether there is such a socket at all.
    """
    mine = set().union(*(_internet_sockets(pid) for pid in pids))
    if not mine:
        return False
    ends: set[tuple[str, str]] = set()
    for protocol in ("tcp", "tcp6", "udp", "udp6"):
        for fields in _lines(f"/proc/net/{protocol}"):
            if fields[9] in mine:
                ends.add((fields[1], fields[2]))
    return any((there, here) not in ends for here, there in ends)


def is_in_network_tables(inode: int) -> bool:
    """Whether a socket is one of those that reachable_over_network knows of."""
    tables = ("tcp", "tcp6", "udp", "udp6")
    return any(f[9] == str(inode) for table in tables for f in _lines(f"/proc/net/{table}"))


def socket_inodes(pid: int) -> set[int]:
    """The sockets that a process has open; none when it is gone."""
    return {int(inode) for _, inode in _sockets(pid)}


def _internet_sockets(pid: int) -> set[str]:
    """Inodes of its sockets but those of the machine itself, which every process of a run may have."""
    return {inode for path, inode in _sockets(pid) if not is_unix_socket(path)}


def _sockets(pid: int) -> Iterator[tuple[str, str]]:
    for fd in descriptors(pid):
        path = f"/proc/{pid}/fd/{fd}"
        try:
            target = os.readlink(path)
        except OSError:
            continue
        if target.startswith("socket:["):
            yield path, target[8:-1]


def is_socket(pid: int, fd: int) -> bool:
    """Whether a descriptor is one of a socket."""
    try:
        return os.readlink(f"/proc/{pid}/fd/{fd}").startswith("socket:")
    except OSError:
        return False


def mapped_at(pid: int, address: int) -> str:
    """The file that is mapped where this address is; empty if there is none."""
    try:
        with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as file:
            for line in file:
                span, _, _, _, _, *name = line.split(maxsplit=5)
                start, _, end = span.partition("-")
                if int(start, 16) <= address < int(end, 16):
                    return name[0].rstrip("\n") if name else ""
    except OSError:
        pass
    return ""


def is_unix_socket(path: str) -> bool:
    """Whether this is a socket of the machine itself, given as a file of /proc/PID/fd."""
    return socket_protocol(path).startswith(b"UNIX")


def socket_protocol(path: str) -> bytes:
    """The protocol's name, as lsof asks for it: UNIX, since Linux 5.14 UNIX-STREAM and so on."""
    try:
        return os.getxattr(path, "system.sockprotoname")
    except OSError:
        return b""


def _lines(path: str) -> Iterator[list[str]]:
    try:
        with open(path, encoding="ascii") as file:
            next(file)
            yield from (line.split() for line in file)
    except OSError:
        return


def exit_status_of(pidfd: int) -> int | None:
    """The wait status of an ended process, whoever reaped it (kernel 6.15 or later), else None."""
    info = bytearray(struct.pack("<Q", _PIDFD_INFO_EXIT) + bytes(64))
    try:
        fcntl.ioctl(pidfd, _PIDFD_GET_INFO, info)
    except OSError:
        return None
    if not struct.unpack_from("<Q", info)[0] & _PIDFD_INFO_EXIT:
        return None
    status: int = struct.unpack_from("<i", info, 60)[0]
    return status


def become_subreaper() -> None:
    """From now on, orphans among our descendants become our children. Raises OSError if refused."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def refuse_new_privileges() -> None:
    """No program run from here on can gain privileges by set-user-ID. Raises OSError if refused."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def signal_when_parent_ends(signal_number: int) -> None:
    """Ask the kernel to send us this signal when our parent ends. Raises OSError if refused."""
    _prctl(_PR_SET_PDEATHSIG, signal_number)


def be_dumpable() -> None:
    """Let processes of the same user look at us again, after our rights have changed."""
    _prctl(_PR_SET_DUMPABLE, 1)


def give_up_capabilities() -> None:
    """Have no rights any more beyond those of the user, and none after any exec, root or not."""
    _prctl(_PR_SET_SECUREBITS, _NO_RIGHTS_FOR_ROOT)
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    _checked(libc.capset(header, bytes(24)))


def unshare(flags: int) -> None:
    """Move to new namespaces. Raises OSError where they are refused."""
    _checked(libc.unshare(flags))


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount a file system, or change a mount. Raises OSError, with the target's name."""
    told = [text.encode() or None for text in (source, target, kind)]
    _checked(libc.mount(*told, ctypes.c_ulong(flags), options.encode() or None), target)


def make_read_only(path: str, *, below: bool = False) -> None:
    """Make a mount read-only, with all mounts below it; kernel 5.12 or later. Raises OSError."""
    attributes = struct.pack("=QQQQ", _MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID, 0, 0, 0)
    flags = _AT_RECURSIVE if below else 0
    size = ctypes.c_size_t(len(attributes))
    result = libc.syscall(_MOUNT_SETATTR, _AT_FDCWD, path.encode(), flags, attributes, size)
    _checked(result, path)


def has_ended(pidfd: int) -> bool:
    """Whether the process behind this descriptor has ended."""
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(0))


def _prctl(option: int, value: int) -> None:
    _checked(libc.prctl(option, value, 0, 0, 0))


def _checked(result: int, path: str | None = None) -> None:
    """Raise what a system call has failed with, which names the path it was about."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), path)
