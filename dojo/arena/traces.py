"""What a run leaves in /dev/shm: it outlives its processes, so it is known by name, and removed."""

import os
from pathlib import Path

from dojo.arena import folders
from dojo.arena.tree import Tree

_FOLDER = "/dev/shm"
_SEMAPHORE = f"sem.{folders.PREFIX}"  # of this run or another one, each known by its name


def semaphores_of(folder: str) -> set[str]:
    """The semaphores of the run with this folder: multiprocessing names them for it, when told to."""
    prefix = f"sem.{Path(folder).name}-"
    return {name for name in _present() if name.startswith(prefix)}


def remove(names: set[str]) -> None:
    """Remove these; those that are gone already are no trouble."""
    for name in names:
        try:
            os.unlink(f"{_FOLDER}/{Path(name).name}")
        except OSError:
            continue


class Traces:
    """What one run has made there. Its processes tell what they make; what they map is theirs, too."""

    def __init__(self, folder: str) -> None:
        """Remember what is there before the run has begun."""
        self._folder = folder
        self._before = _present()
        self._segments: list[str] = []

    def told(self, name: str) -> None:
        """A process of the run is about to make this segment."""
        self._segments.append(name)

    def segments(self, tree: Tree) -> tuple[str, ...]:
        """The segments of the run that are there now."""
        there = _present()
        new = {name for name in there - self._before if not name.startswith(_SEMAPHORE)}
        self._segments += tree.mapped(new)
        return tuple(name for name in dict.fromkeys(self._segments) if name in there)

    def semaphores(self) -> tuple[str, ...]:
        """The semaphores of the run that are there now."""
        return tuple(sorted(semaphores_of(self._folder)))

    def remove(self) -> None:
        """Remove all of it."""
        remove({*self._segments} | semaphores_of(self._folder))


def _present() -> set[str]:
    """Names of everything that is there now, whoever made it."""
    try:
        return set(os.listdir(_FOLDER))
    except OSError:
        return set()
