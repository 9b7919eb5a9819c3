"""Folders that belong to a process: removed when it is done with them, or, if it is killed, by the next.

Whose a folder is, a held lock says. A pid could not: two containers may share the temporary folder,
and their processes have the same pids.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def _remove(folder: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def owned_folder(prefix: str) -> Iterator[Path]:
    """A new folder; removed when the block ends. Those that dead processes left are removed first."""
    remove_what_the_dead_left(prefix)
    folder, lock = locked_folder(prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def locked_folder(prefix: str, parent: str | None = None) -> tuple[Path, int]:
    """A new folder, and the descriptor that holds its lock for as long as this process lives.

    ``parent`` None is the temporary folder. Raises OSError.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        lock = _lock(folder, wait=True)
        if lock is not None:
            return folder, lock  # else it was taken for a dead one's before it was locked


def remove_what_the_dead_left(
    prefix: str, parent: str | None = None, remove: Callable[[str], None] = _remove
) -> None:
    """Remove every such folder of this user that nobody holds the lock of."""
    for folder in Path(parent or tempfile.gettempdir()).glob(f"{prefix}*"):
        lock = _lock(folder, wait=False)
        if lock is not None:
            remove(str(folder))
            os.close(lock)


def _lock(folder: Path, *, wait: bool) -> int | None:
    """A descriptor that holds the folder's lock; None if it is not ours to have, or is gone."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        held, named = os.fstat(descriptor), os.stat(folder)
        if os.path.samestat(held, named) and held.st_uid == os.getuid():
            return descriptor
    except OSError:
        pass  # another process holds it, or has removed the folder
    os.close(descriptor)
    return None
