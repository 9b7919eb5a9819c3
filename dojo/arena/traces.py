"""What a run leaves in /dev/shm: it outlives its processes, so it is known by name, and removed."""

import os
from pathlib import Path

from dojo.arena.tree import Tree

_FOLDER = "/dev/shm"


def present() -> set[str]:
    """Names of everything that is there now, whoever made it."""
    try:
        return set(os.listdir(_FOLDER))
    except OSError:
        return set()


def named_for(folder: str) -> str:
    """How the semaphores of the run with this folder begin: multiprocessing is told to do so."""
    return f"sem.{Path(folder).name}"


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
        self._prefix = named_for(folder)
        self._before = present()
        self._segments: list[str] = []

    def told(self, name: str) -> None:
        """A process of the run is about to make this segment."""
        self._segments.append(name)

    def look(self, tree: Tree) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The segments and the semaphores of the run that are there now."""
        there = present()
        self._segments += tree.mapped(there - self._before)
        return (
            tuple(name for name in dict.fromkeys(self._segments) if name in there),
            tuple(sorted(name for name in there if name.startswith(self._prefix))),
        )

    def remove(self) -> None:
        """Remove all of it."""
        remove({*self._segments, *(n for n in present() if n.startswith(self._prefix))})
