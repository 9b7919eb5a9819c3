"""What a run leaves in memory that outlives its processes: /dev/shm, System V IPC, message queues.

Where a run has these to itself, whatever is there at its end was left by it, and goes with it. Elsewhere
it is known by name, and removed.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dojo import temporary
from dojo.arena import kernel
from dojo.arena.tree import Tree
from dojo.arena.world import Part, World

_FOLDER = "/dev/shm"
_QUEUES = "/dev/mqueue"
_RECORD = (
    ".made"  # after the name of a run's folder: beside it is noted what the run makes in memory
)
_LONGEST_RECORD = 1 << 20  # bytes
_SEMAPHORE = f"sem.{temporary.FOR_RUNS}"  # of this run or another one, each known by its name


class Traces(Protocol):
    """What a run has left so far, by name."""

    def told(self, name: str) -> None:
        """A process of the run is about to make this segment."""

    def segments(self, tree: Tree) -> tuple[str, ...]:
        """Shared memory that is there now."""

    def semaphores(self) -> tuple[str, ...]:
        """Named semaphores, and sets of System V, that are there now."""

    def queues(self) -> tuple[str, ...]:
        """Message queues that are there now."""

    def remove(self) -> None:
        """Remove all of it."""


def traces_of(folder: str, world: World) -> Traces:
    """What tells of the run with this folder."""
    if world.has(Part.MOUNT):
        return _Alone(ipc=world.has(Part.IPC))
    return _AmongOthers(folder)


@dataclass(frozen=True, slots=True)
class _Alone:
    """Of a run that has a /dev/shm of its own, and perhaps IPC."""

    ipc: bool

    def told(self, name: str) -> None:
        """It is seen without that."""

    def segments(self, tree: Tree) -> tuple[str, ...]:
        files = (name for name in _present() if not name.startswith("sem."))
        known = () if self.ipc else tree.pids()
        return tuple(sorted([*files, *_system_v("shm", known, all_of_them=self.ipc)]))

    def semaphores(self) -> tuple[str, ...]:
        files = (name for name in _present() if name.startswith("sem."))
        return tuple(
            sorted([*files, *(_system_v("sem", (), all_of_them=True) if self.ipc else ())])
        )

    def queues(self) -> tuple[str, ...]:
        if not self.ipc:
            return ()
        return tuple(sorted([*_names_in(_QUEUES), *_system_v("msg", (), all_of_them=True)]))

    def remove(self) -> None:
        """It ends with the run's file systems."""


class _AmongOthers:
    """Of a run that shares all this with the whole machine: what it tells, maps, or has made."""

    def __init__(self, folder: str) -> None:
        """Remember what is there before the run has begun."""
        self._folder = folder
        self._before = _present() | set(_system_v("shm", (), all_of_them=True))
        self._segments: list[str] = []
        self._record = os.open(folder + _RECORD, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._made: list[str] = []  # of System V

    def told(self, name: str) -> None:
        if not os.path.lexists(f"{_FOLDER}/{Path(name).name}"):  # else it was there before
            self._segments.append(name)
            os.write(self._record, f"{name}\n".encode())  # for whoever comes if we are killed

    def segments(self, tree: Tree) -> tuple[str, ...]:
        there = _present()
        new = {name for name in there - self._before if not name.startswith(_SEMAPHORE)}
        self._segments += tree.mapped(new)
        named = [name for name in dict.fromkeys(self._segments) if name in there]
        made = _system_v("shm", tree.pids())
        self._made = [name for name in made if name not in self._before]
        return (*named, *self._made)

    def semaphores(self) -> tuple[str, ...]:
        return tuple(sorted(semaphores_of(self._folder)))

    def queues(self) -> tuple[str, ...]:
        return ()

    def remove(self) -> None:
        remove({*self._segments})
        remove_what_was_left(self._folder)
        for name in self._made:
            kernel.remove_segment(int(name.split()[3]))


def semaphores_of(folder: str) -> set[str]:
    """The semaphores of the run with this folder: multiprocessing names them for it, when told to."""
    prefix = f"sem.{Path(folder).name}-"
    return {name for name in _present() if name.startswith(prefix)}


def remove_what_was_left(folder: str) -> None:
    """Remove what the run with this folder has left in memory, as far as it was noted."""
    try:
        record = os.open(folder + _RECORD, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        noted: list[str] = []
    else:
        noted = os.read(record, _LONGEST_RECORD).decode("utf-8", "replace").splitlines()
        os.close(record)
        os.unlink(folder + _RECORD)
    remove({*noted} | semaphores_of(folder))


def remove_what_was_left_in(place: str) -> None:
    """The same for all runs that took place there."""
    for name in _names_in(place):
        remove_what_was_left(f"{place}/{name.removesuffix(_RECORD)}")


def remove(names: set[str]) -> None:
    """Remove these; those that are gone already are no trouble."""
    for name in names:
        try:
            os.unlink(f"{_FOLDER}/{Path(name).name}")
        except OSError:
            continue


def _system_v(kind: str, makers: tuple[int, ...], *, all_of_them: bool = False) -> Iterator[str]:
    """Segments, sets or queues that these processes have made, or all there are; see sysvipc(7)."""
    try:
        lines = kernel.read(f"/proc/sysvipc/{kind}").splitlines()
    except OSError:
        return
    if len(lines) < 2:
        return
    maker = lines[0].split().index("cpid") if kind == "shm" else None
    for fields in (line.split() for line in lines[1:]):
        if all_of_them or (maker is not None and int(fields[maker]) in makers):
            yield f"System V {kind} {fields[1]} (key {int(fields[0]) & 0xFFFFFFFF:#x})"


def _present() -> set[str]:
    """Names of everything in /dev/shm now."""
    return set(_names_in(_FOLDER))


def _names_in(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
