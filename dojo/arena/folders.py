"""The folders that runs use where they have no file systems of their own, and how to remove them.

A preloaded process makes one private place for all its runs, and owns it; see ``temporary``.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from dojo import temporary
from dojo.arena import traces

_LONGEST = 56  # bytes of a place's path: a socket in it must have a name of less than 108
_ELSEWHERE = ("/tmp", "/var/tmp", "/dev/shm")  # reason: where a place can be if TMPDIR will not do
_DEEPEST, _MOST = 8, 200  # as much of an answer's files as anybody wants to read about
_COUNTED = 1000  # files whose sizes are added up


class NoPlace(Exception):
    """Nowhere can a folder for runs be made; the message says where it was tried, and why not."""


@dataclass(frozen=True, slots=True)
class Place:
    """A private folder for the runs of one preloaded process, which holds ``lock``."""

    path: str
    lock: int

    def folder(self, number: int) -> str:
        """The folder of one run; its name is like no other run's on this machine."""
        return f"{self.path}/{os.path.basename(self.path)}-{number}"

    def close(self) -> None:
        """Remove it."""
        remove(self.path)
        os.close(self.lock)


def make_place() -> Place:
    """A new place. Raises NoPlace."""
    refused = []
    for parent in _parents():
        if len(os.fsencode(parent)) > _LONGEST or ":" in parent:
            refused.append(f"{parent}: its path is too long, or has a colon")
            continue
        try:
            path, lock = temporary.locked_folder(temporary.FOR_RUNS, parent)
        except OSError as error:
            refused.append(f"{parent}: {error.strerror}")
        else:
            return Place(str(path), lock)
    raise NoPlace("no folder can be made for a run: " + "; ".join(refused))


def remove_what_the_dead_left() -> None:
    """Remove the places of preloaded processes that were killed, and what their runs left in memory."""
    for parent in _parents():
        temporary.remove_what_the_dead_left(temporary.FOR_RUNS, parent, _remove_place)


def _remove_place(path: str) -> None:
    traces.remove_what_was_left_in(path)
    remove(path)


def _parents() -> list[str]:
    return [
        *dict.fromkeys([os.environ.get("TMPDIR") or "/tmp", *_ELSEWHERE])
    ]  # reason: its default


def files_below(folder: str) -> tuple[str, ...]:
    """Names of the files below a folder, relative to it, sorted; the deepest and last are left out."""
    found = []
    for path in _walk(folder, 0):
        found.append(os.path.relpath(path, folder))
        if len(found) == _MOST:
            break
    return tuple(sorted(found))


def bytes_below(folder: str) -> int:
    """The size of all files below a folder, in bytes; of the first thousand, where there are more."""
    total = 0
    for number, path in enumerate(_walk(folder, 0)):
        if number == _COUNTED:
            break
        with suppress(OSError):
            total += os.lstat(path).st_size
    return total


def bytes_used(mount: str) -> int:
    """What a file system of a run's own holds, in bytes."""
    found = os.statvfs(mount)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


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
        for name in ("home", "site/sitecustomize.py"):
            os.unlink(f"{folder}/{name}")
        for part in ("/work", "/tmp", "/site", ""):  # reason: a folder inside the run's own
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
