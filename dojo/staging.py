"""Puts an answer of any name and place where the arena can import it: under the kata's own name."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dojo.catalog import Kata

_PREFIX = "dojo-answers-"


@contextmanager
def stage() -> Iterator["Stage"]:
    """A place for staged answers; removed when the block ends, or by the next one if this is killed."""
    _remove_what_the_dead_left()
    folder, lock = _locked_folder()
    try:
        yield Stage(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


class Stage:
    """Made by ``stage``."""

    def __init__(self, folder: Path) -> None:
        """Stage below this folder."""
        self._folder = folder

    def place(self, kata: Kata, answer: Path, label: str) -> Path:
        """The folder in which ``answer`` (a file, or a folder with several) has the kata's name."""
        folder = self._folder / kata.id / label
        folder.mkdir(parents=True)
        sources = [answer] if answer.is_file() else sorted(answer.glob("*.py"))
        for source in sources:
            name = f"{kata.name}.py" if answer.is_file() else source.name
            (folder / name).write_bytes(source.read_bytes())
        return folder


def _locked_folder() -> tuple[Path, int]:
    """A new folder, and the descriptor that holds its lock for as long as this process lives.

    A pid could not say whose it is: processes in two containers that share the folder have the same.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        lock = _lock(folder, wait=True)
        if lock is not None:
            return folder, lock  # else it was taken for a dead one's before it was locked


def _remove_what_the_dead_left() -> None:
    """Remove every folder of this user that nobody holds the lock of."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        lock = _lock(folder, wait=False)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
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
