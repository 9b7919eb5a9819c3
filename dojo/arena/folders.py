"""A run's own folder: what is in it, and how to remove it whatever the answer did there."""

import os
import shutil
import subprocess
from collections.abc import Iterator

PREFIX = "dojo-"  # of the name of every run's folder, and so of its semaphores' names

_DEEPEST, _MOST = 8, 200  # as much of an answer's files as anybody wants to read about


def files_below(folder: str) -> tuple[str, ...]:
    """Names of the files below a folder, relative to it, sorted; the deepest and last are left out."""
    found = []
    for path in _walk(folder, 0):
        found.append(os.path.relpath(path, folder))
        if len(found) == _MOST:
            break
    return tuple(sorted(found))


def largest_in(folder: str) -> int:
    """The size of the largest file directly in a folder, in bytes."""
    try:
        with os.scandir(folder) as entries:
            return max((size_of(entry.path) for entry in entries), default=0)
    except OSError:
        return 0


def size_of(path: str) -> int:
    """A file's size in bytes; 0 when there is none."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def remove(folder: str) -> None:
    """Remove a folder, also one without permissions, and one nested deeper than Python can follow."""
    if _removed_as_made(folder):
        return
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except (OSError, RecursionError):
        for command in (["chmod", "-R", "u+rwx", folder], ["rm", "-rf", folder]):
            subprocess.run(command, check=False, stderr=subprocess.DEVNULL)


def _removed_as_made(folder: str) -> bool:
    """Whether it is gone, where the answer put nothing into it: a third of the cost, most times."""
    try:
        for name in ("home", "stdout", "stderr"):
            os.unlink(f"{folder}/{name}")
        for part in ("/work", "/tmp", ""):  # reason: a folder inside the run's own
            os.rmdir(folder + part)
    except OSError:
        return False
    return True


def _walk(folder: str, depth: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield entry.path
                elif depth < _DEEPEST:
                    yield from _walk(entry.path, depth + 1)
    except OSError:
        return
