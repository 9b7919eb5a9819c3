"""What a system grants a run, and what is therefore promised; for observations and ``dojo doctor``."""

import os
import platform
import socket
from dataclasses import dataclass

from dojo.arena import confine, kernel, notices, world
from dojo.arena.world import Part, World

_OWN = {
    Part.PID: "own process ids: no process outside can be seen or signalled",
    Part.MOUNT: "own files: everything outside is read-only; /tmp and /dev/shm are its own",
    Part.IPC: "own System V IPC and message queues",
    Part.NET: "own network: a loopback interface and nothing else",
    Part.UTS: "own host name",
    Part.DEV: "own /dev: the harmless devices, and terminals of its own",
}
_OUTSIDERS = Part.PID | Part.MOUNT | Part.IPC | Part.NET


@dataclass(frozen=True, slots=True)
class Granted:
    """What the kernel grants this user. ``landlock`` is its ABI version, 0 where there is none."""

    world: World
    landlock: int
    sees_calls: bool

    def in_words(self) -> tuple[str, ...]:
        """What a run is protected by."""
        found = ["subreaper", *(text for part, text in _OWN.items() if self.world.has(part))]
        if self.landlock >= 1 and not self.world.has(Part.MOUNT):
            found.append("landlock: writes only in its own folder")
        if self.landlock >= 6 and not self.world.has(Part.PID):
            found.append("landlock: signals only within its own tree")
        if self.sees_calls:
            found.append("seccomp: alarms and timeouts of any program are seen")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that the grader promises. ``gap`` says what is missing here, empty if nothing is."""

    text: str
    gap: str = ""


def of_a_run(world_: World, use_landlock: bool, sees_calls: bool) -> tuple[str, ...]:
    """What one run is protected by."""
    return Granted(world_, confine.landlock_version() if use_landlock else 0, sees_calls).in_words()


def of_this_system(*, namespaces: bool = True) -> Granted:
    """Find out, in processes that are given up afterwards."""
    visible = world.folders_of_python()
    found = world.granted(visible) if namespaces else World(world.NOTHING)
    return Granted(found, confine.landlock_version(), _sees_calls())


def promises(granted: Granted) -> tuple[Promise, ...]:
    """The table of promises, with what cannot be kept on such a system."""
    own, landlock = granted.world.has, granted.landlock
    return (
        Promise("An answer cannot forge a result, and silence is never `solved`."),
        Promise(
            "When a run ends, none of its processes is left.",
            "" if own(Part.PID) or landlock >= 6 else "unless the answer kills its supervisor",
        ),
        Promise(
            "No process outside a run can change its verdict.",
            "" if _OUTSIDERS in granted.world.parts else "unless it belongs to you and attacks",
        ),
        Promise(
            "No answer changes a file outside its run.",
            _unless(own(Part.MOUNT), "modes, times, owners and attributes can be changed")
            if landlock
            else _unless(own(Part.MOUNT), "nothing prevents it"),
        ),
        Promise(
            "No answer signals a process outside its run.",
            _unless(own(Part.PID) or landlock >= 6, "nothing prevents it"),
        ),
        Promise(
            "Whatever a run leaves in shared memory or IPC is found and removed.",
            _unless(
                own(Part.MOUNT) and own(Part.IPC),
                "only what Python programs make, and System V shared memory",
            ),
        ),
        Promise(
            "A verdict does not depend on what else is graded at the same time.",
            _unless(
                _OUTSIDERS in granted.world.parts,
                "fixed ports, fixed names of shared memory and locks on files are shared",
            ),
        ),
        Promise(
            "A program that something can still wake is never called a deadlock.",
            ""
            if granted.sees_calls
            else "alarms set by C code in a Python process are not seen; other programs never are"
            " called deadlocked",
        ),
        Promise(
            "An answer may open a terminal (openpty) or a message queue (mq_open).",
            _unless((own(Part.DEV) and own(Part.IPC)) or not landlock, "Landlock refuses both"),
        ),
    )


def _unless(kept: bool, gap: str) -> str:
    return "" if kept else gap


def _sees_calls() -> bool:
    """Whether the kernel lets a process be asked about, tried in one that ends at once."""
    if platform.machine() not in ("x86_64", "aarch64"):
        return False
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            kernel.refuse_new_privileges()
            notices.send(theirs)
        finally:
            os._exit(0)
    theirs.close()
    with ours:
        asks = notices.receive(ours)
    os.waitpid(pid, 0)
    if asks is not None:
        os.close(asks)
    return asks is not None
