"""Whether this system lets a run do what any program may: if not, the answer is not to blame."""

import os

from dojo.arena.world import Part, World

_SHARED_MEMORY = "/dev/shm"
_ENOUGH = 1 << 20  # bytes that have to be free there; a lock needs 32
_OF_PROCESSES = frozenset({"BlockingIOError", "RuntimeError", "MemoryError"})
_OF_FILES = frozenset({"OSError", "PermissionError", "FileNotFoundError"})


class Trouble(Exception):
    """Something is amiss that no answer can have caused; the message says what."""


def check(world: World) -> None:
    """Before a run: is there room for locks and queues? Raises Trouble."""
    if world.has(Part.MOUNT):
        return  # the run has a /dev/shm of its own
    if reason := _no_shared_memory():
        raise Trouble(f"multiprocessing cannot make locks on this system: {reason}")


def check_error(error: str, world: World) -> None:
    """When an answer has raised this: could it have done better? Raises Trouble."""
    if error in _OF_PROCESSES and not _can_fork():
        raise Trouble("this system has reached a limit: it lets a run start no more processes")
    if error in _OF_FILES:
        check(world)


def _no_shared_memory() -> str:
    try:
        found = os.statvfs(_SHARED_MEMORY)
    except OSError as error:
        return f"{_SHARED_MEMORY}: {error.strerror}"
    if found.f_flag & os.ST_RDONLY:
        return f"{_SHARED_MEMORY} is read-only"
    if not os.access(_SHARED_MEMORY, os.W_OK | os.X_OK):
        return f"{_SHARED_MEMORY} may not be written to"
    if found.f_bavail * found.f_frsize < _ENOUGH:
        return f"{_SHARED_MEMORY} is full"
    return ""


def _can_fork() -> bool:
    try:
        pid = os.fork()
    except OSError:
        return False
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True
