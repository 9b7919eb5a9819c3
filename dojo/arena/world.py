"""A world of its own for one run: Linux namespaces, wherever the kernel grants them to a plain user.

Inside, the run's supervisor is process 1. Nothing outside can be seen, signalled or spoken to, every
file system is read-only but for a bounded /tmp and /dev/shm that end with the run, and when the
supervisor ends, the kernel ends all that is left. See namespaces(7), user_namespaces(7),
pid_namespaces(7), mount_namespaces(7).

What is granted differs from system to system: containers often refuse all of it, or only a new
/proc. So each part is tried separately, once, in a process that exits afterwards.
"""

import fcntl
import os
import signal
import socket
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import Flag
from pathlib import Path

from dojo.arena import kernel

MIB = 1024 * 1024


class Part(Flag):
    """What a world can consist of; the values of all but the last are those of unshare(2)."""

    MOUNT = 0x00020000  # file systems of its own; every other part needs this one
    UTS = 0x04000000  # a host name
    IPC = 0x08000000  # System V IPC and POSIX message queues
    USER = 0x10000000  # rights inside that are worth nothing outside
    PID = 0x20000000  # process ids, and a /proc that shows no others
    NET = 0x40000000  # a network with nothing but a loopback of its own
    DEV = 0x00000001  # a /dev with the harmless devices only, and terminals of its own


NOTHING = Part(0)
_EVERYTHING = Part.MOUNT | Part.UTS | Part.IPC | Part.PID | Part.NET | Part.DEV
_ONE_BY_ONE = (Part.PID, Part.IPC, Part.NET, Part.DEV, Part.UTS)

FOLDER = "/tmp/dojo-run"  # reason: in a /tmp that is this run's alone
HOME = "/tmp/dojo-home"  # reason: as above; with the supervisor's socket, read-only for the run
_SMALL, _LARGE = 128 * MIB, 2048 * MIB  # of /tmp and /dev/shm: a run's own limits speak first
# The first is needed; other programs may listen in all of them.
_HIDDEN = ("/tmp", "/var/tmp", "/run")  # reason: a run gets its own
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_FIRST_PID, _PIDS = 10_000, 15_000  # processes of a run are numbered from somewhere in here on
# No process has this pid; os.getppid() of an orphan gives it where a run asks for that.
ADOPTER = _FIRST_PID - 1

_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000
_TMPFS = _MS_NOSUID | _MS_NODEV
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1


@dataclass(frozen=True, slots=True)
class World:
    """What the runs of a preloaded process get. ``visible``: folders that must be seen inside."""

    parts: Part
    visible: tuple[str, ...] = ()

    def has(self, part: Part) -> bool:
        """Whether a run has this of its own."""
        return part in self.parts


@dataclass(frozen=True, slots=True)
class Covered:
    """Folders as they were before the run's own were put over them, as open descriptors."""

    folders: tuple[tuple[str, int], ...]

    def below(self, path: str) -> str | None:
        """Another way to a path that is covered now; None if it is not."""
        for folder, descriptor in self.folders:
            if path.startswith(folder + "/"):
                return f"/proc/self/fd/{descriptor}{path.removeprefix(folder)}"
        return None


def granted(visible: Iterable[str], without: Part = NOTHING) -> World:
    """What this system grants: all of it but for that, as much as it gives, or nothing."""
    wanted, everything = tuple(dict.fromkeys(visible)), _EVERYTHING & ~without
    for base in (Part.USER, NOTHING):  # root may do without the first where it is switched off
        if _works(World(base | everything, wanted)):
            return World(base | everything, wanted)
        parts = base | Part.MOUNT
        if not _works(World(parts, wanted)):
            continue
        for part in _ONE_BY_ONE:
            if part in everything and _works(World(parts | part, wanted)):
                parts |= part
        return World(parts, wanted)
    return World(NOTHING)


def folders_of_python() -> tuple[str, ...]:
    """What every Python process of a run reads: this interpreter, its libraries, this package."""
    paths = [sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(sys.executable).resolve())]
    paths += [str(Path(__file__).parents[2]), *sys.path]
    return tuple(path for path in paths if path.startswith("/") and os.path.exists(path))


def enter(world: World) -> Covered:
    """Leave this process outside, to wait, and go on in the first process of a new world.

    Returns there alone. The process outside ends as that one ends. Raises OSError when something
    that was granted once is refused now.
    """
    if world.has(Part.PID):
        kernel.signal_when_parent_ends(signal.SIGKILL)  # and the kernel ends all of the run with us
    user, group = os.getuid(), os.getgid()
    kernel.unshare((world.parts & ~Part.DEV).value)
    kernel.be_dumpable()  # rights have changed, so the kernel has made us opaque
    if world.has(Part.USER):
        _map_ids(user, group)
    if world.has(Part.PID):
        guardian = os.pidfd_open(os.getpid())
        inside = os.fork()
        if inside:
            _wait_and_end_as(inside)
        kernel.signal_when_parent_ends(signal.SIGKILL)
        if kernel.has_ended(guardian):
            os._exit(1)
        os.close(guardian)
    covered = _build(world)
    if world.has(Part.NET):
        _raise_loopback()
    if world.has(Part.UTS):
        socket.sethostname("kata")
    return covered


def seal(world: World) -> None:
    """Make the folder with the supervisor's socket read-only, now that it is there."""
    if world.has(Part.MOUNT):
        kernel.make_read_only(HOME)


def show(covered: Covered, path: str) -> None:
    """Make a folder or file that was covered be seen again, read-only. Raises OSError."""
    source = covered.below(path)
    if source is None or not os.path.exists(source) or _is_shown(path, source):
        return
    if os.path.isdir(source):
        os.makedirs(path, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))
    kernel.mount(source, path, "", _MS_BIND | _MS_REC)
    kernel.make_read_only(path, below=True)


def _is_shown(path: str, source: str) -> bool:
    """Whether it is there already; a folder may be there only to hold another one that is shown."""
    return os.path.exists(path) and os.path.samefile(path, source)


def make_private(path: str, copy: str) -> None:
    """Put a copy in the place of a file, so that a lock on it is the run's own. Raises OSError."""
    with open(path, "rb") as original, open(copy, "wb") as private:
        while block := original.read(MIB):
            private.write(block)
    os.chmod(copy, os.stat(path).st_mode & 0o777)
    kernel.mount(copy, path, "", _MS_BIND)
    kernel.make_read_only(path)
    os.unlink(copy)


# -- building it ----------------------------------------------------------------------------------


def _build(world: World) -> Covered:
    kernel.mount("", "/", "", _MS_REC | _MS_PRIVATE)
    hidden = dict.fromkeys(os.path.realpath(folder) for folder in _HIDDEN if os.path.isdir(folder))
    covered = Covered(tuple((path, os.open(path, os.O_PATH | os.O_CLOEXEC)) for path in hidden))
    kernel.make_read_only("/", below=True)
    if world.has(Part.PID):
        kernel.mount("proc", "/proc", "proc", _TMPFS | _MS_NOEXEC)
        _count_pids_from(_FIRST_PID + int.from_bytes(os.urandom(2)) % _PIDS)
    ours, *others = hidden
    _tmpfs(ours, "1777", _SMALL)
    for path in others:
        kernel.mount(ours, path, "", _MS_BIND)
    os.mkdir(HOME)
    _tmpfs(HOME, "755", MIB)  # to be made read-only apart from what is around it
    if world.has(Part.DEV):
        _own_devices(world)
    else:
        _tmpfs("/dev/shm", "1777", _LARGE)
    for path in world.visible:
        show(covered, path)
    return covered


def _own_devices(world: World) -> None:
    descriptors = {name: os.open(f"/dev/{name}", os.O_PATH) for name in _DEVICES}
    _tmpfs("/dev", "755", MIB)
    for name, descriptor in descriptors.items():
        os.close(os.open(f"/dev/{name}", os.O_CREAT | os.O_RDONLY, 0o600))
        kernel.mount(f"/proc/self/fd/{descriptor}", f"/dev/{name}", "", _MS_BIND)
        os.close(descriptor)
    for folder in ("pts", "shm", "mqueue"):
        os.mkdir(f"/dev/{folder}")
    options = "newinstance,ptmxmode=0666,mode=0620"
    kernel.mount("devpts", "/dev/pts", "devpts", _MS_NOSUID | _MS_NOEXEC, options)
    os.symlink("pts/ptmx", "/dev/ptmx")
    os.symlink("/proc/self/fd", "/dev/fd")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        os.symlink(f"/proc/self/fd/{number}", f"/dev/{name}")
    _tmpfs("/dev/shm", "1777", _LARGE)
    if world.has(Part.IPC):
        with suppress(OSError):  # a kernel without them has none to leave behind
            kernel.mount("mqueue", "/dev/mqueue", "mqueue", _TMPFS | _MS_NOEXEC)
    kernel.make_read_only("/dev")


def _tmpfs(path: str, mode: str, size: int) -> None:
    kernel.mount("tmpfs", path, "tmpfs", _TMPFS, f"mode={mode},size={size}")


def _map_ids(uid: int, gid: int) -> None:
    """Keep this user and group inside; no other is known there."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def _count_pids_from(number: int) -> None:
    """Pids as a learner knows them: a 3 could be anything."""
    with suppress(OSError), open("/proc/sys/kernel/ns_last_pid", "w", encoding="ascii") as file:
        file.write(str(number))


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        name = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack_from("h", fcntl.ioctl(line, _SIOCGIFFLAGS, name), 16)
        fcntl.ioctl(line, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))


def _wait_and_end_as(inside: int) -> None:
    """Outside: only wait. What the first process inside leaves, the kernel ends with it.

    That one never stops itself. If it is stopped it was attacked, and is as good as dead.
    """
    os.closerange(0, 256)
    _, status = os.waitpid(inside, os.WUNTRACED)
    if os.WIFSTOPPED(status):
        os.kill(inside, signal.SIGKILL)
        _, status = os.waitpid(inside, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL) if -code not in (9, 19) else None
        os.kill(os.getpid(), -code)
    os._exit(code)


# -- trying it ------------------------------------------------------------------------------------


def _works(world: World) -> bool:
    """Whether a process can enter such a world, and finds there what a run needs."""
    pid = os.fork()
    if pid == 0:
        try:
            enter(world)
            os._exit(0 if _is_usable(world) else 1)
        except BaseException:  # noqa: BLE001  # reason: whatever it is, the world is not to be had
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    return status == 0


def _is_usable(world: World) -> bool:
    kernel.give_up_capabilities()  # as an answer does: root may not read others' private files then
    os.mkdir(FOLDER)
    readable = all(os.access(path, os.R_OK) for path in world.visible)
    if world.has(Part.DEV):
        os.close(os.open("/dev/null", os.O_RDWR))
        for end in os.openpty():
            os.close(end)
    return readable and (not world.has(Part.PID) or os.readlink("/proc/self") == "1")
