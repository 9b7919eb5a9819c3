"""Folders that belong to a process: removed when it is done with them, or, if it is killed, by the next.

Whose a folder is, a held lock says. A pid could not: two containers may share the temporary folder,
and their processes have the same pids. The folders' names are such as nobody else gives: a temporary
folder has others' in it, too.
"""

import fcntl
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def _remove(folder: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)


FOR_TESTS, FOR_ANSWERS, FOR_RUNS = "dojo-tests-", "dojo-answers-", "dojo-run-"
_MADE, _MODE = "[a-z0-9_]{8}", 0o700  # the end of the name, and the mode, that mkdtemp gives


@contextmanager
def owned_folder(prefix: str) -> Iterator[Path]:
    """A new folder; removed when the block ends. Those that dead processes left are removed first."""
    for kind in (FOR_TESTS, FOR_ANSWERS):
        remove_what_the_dead_left(kind)
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
        lock = _lock(folder, wait=False) if re.fullmatch(prefix + _MADE, folder.name) else None
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
        is_ours = held.st_uid == os.getuid() and stat.S_IMODE(held.st_mode) == _MODE
        if os.path.samestat(held, named) and is_ours:
            return descriptor
    except OSError:
        pass  # another process holds it, or has removed the folder
    os.close(descriptor)
    return None
