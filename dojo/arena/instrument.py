"""What every Python process of a run carries: it says hello, and names its traces.

Installed in the answer's own process by the runner, inherited through fork, and by every other
Python process through the ``sitecustomize`` that the runner has put on PYTHONPATH. Cheap: built-in
modules only.
"""

from __future__ import annotations

import _signal
import os
import sys

from dojo.arena import home

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Self

_ask = home.ask


def install(where: str, folder: str) -> None:
    """Make this process tell the run, whose socket is in ``where``, what it needs to know.

    ``folder`` is the run's own. Never raises OSError.
    """
    home.folder = where
    os.register_at_fork(after_in_child=lambda: tell(b'["hello", "fork"]'))
    _tell_of_timers()
    _tell_of_shared_memory()
    _tell_of_semaphores(folder)
    sys.addaudithook(_tell_of_signals)


def tell(message: bytes) -> None:
    """Send home; a process that cannot (no descriptors left, run over) goes on in silence."""
    try:
        _ask(message)
    except (OSError, KeyError):
        pass


def _tell_of_timers() -> None:
    """An armed alarm cannot be seen in /proc, and a process that has one is never deadlocked."""
    for name, arms in (("alarm", _alarm_arms), ("setitimer", _setitimer_arms)):
        wrapped = _announcing_timer(getattr(_signal, name), arms)
        setattr(_signal, name, wrapped)
        if "signal" in sys.modules:
            setattr(sys.modules["signal"], name, wrapped)


def _announcing_timer(
    arm: Callable[..., Any], arms: Callable[..., bool | None]
) -> Callable[..., Any]:
    def announcing(*args: Any) -> Any:
        armed = arms(*args)
        if armed is not None:
            tell(b'["alarm", "on"]' if armed else b'["alarm", "off"]')
        return arm(*args)

    return announcing


def _alarm_arms(seconds: int = 0) -> bool:
    return seconds != 0


def _setitimer_arms(which: int = 0, seconds: float = 0.0, _interval: float = 0.0) -> bool | None:
    return seconds != 0 if which == _signal.ITIMER_REAL else None


def _tell_of_shared_memory() -> None:
    """A segment's name is its only trace once its processes are gone; its maker cannot be looked up."""
    sys.addaudithook(_notice_files_in_shared_memory)
    try:
        import _posixshmem  # noqa: PLC0415  # reason: not every build has it
    except ImportError:
        return
    create = _posixshmem.shm_open

    def announcing(path: str, flags: int, mode: int = 511) -> int:
        if flags & os.O_CREAT:
            _tell_of_segment(path)
        descriptor: int = create(path, flags, mode)
        return descriptor

    _posixshmem.shm_open = announcing


def _tell_of_semaphores(folder: str) -> None:
    """Semaphores that multiprocessing names carry the run's name; others must be told of.

    In a recorded run, who wants, has and gives back which lock is written to the file ``locks``.
    """
    prefix = f"/{folder.rpartition('/')[2]}"
    try:
        import _multiprocessing  # noqa: PLC0415  # reason: as above
    except ImportError:
        return

    class SemLock(_multiprocessing.SemLock):  # type: ignore[misc]  # reason: no stubs for it
        """The same, announced."""

        def __new__(cls, kind: int, value: int, maxvalue: int, name: str, unlink: bool) -> Self:
            if not name.startswith(prefix) and not unlink:
                _tell_of_segment(f"sem.{name.strip('/')}")
            made: Self = super().__new__(cls, kind, value, maxvalue, name, unlink)
            return made

    try:
        log = os.open(f"{folder}/locks", os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    except OSError:
        _multiprocessing.SemLock = SemLock
    else:
        _multiprocessing.SemLock = _recorded(SemLock, log)


def _recorded(plain: Any, log: int) -> type[Any]:
    """The same class, whose locks write down who wants (?), has (+) and gives back (-) them."""

    class SemLock(plain):  # type: ignore[misc]  # reason: as above
        def acquire(self, *args: Any, **kwargs: Any) -> bool:
            self._write("?")
            got: bool = super().acquire(*args, **kwargs)
            self._write("+" if got else ".")
            return got

        def release(self) -> None:
            super().release()
            self._write("-")

        def __enter__(self) -> bool:
            return self.acquire()

        def __exit__(self, *_: object) -> None:
            self.release()

        def _write(self, what: str) -> None:
            if self.maxvalue == 1:
                which = self.name or hex(self.handle)  # under fork they have no name
                try:
                    os.write(log, f"{os.getpid()} {what} {which}\n".encode())
                except OSError:
                    pass  # an answer may have closed it

    return SemLock


def _notice_files_in_shared_memory(event: str, args: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(args[0], str) and args[0].startswith("/dev/shm/"):
        _tell_of_segment(args[0].removeprefix("/dev/shm/"))


def _tell_of_segment(name: str) -> None:
    if name.isascii() and name.isprintable() and '"' not in name and "\\" not in name:
        tell(b'["shm", "%s"]' % name.strip("/").encode())


def _tell_of_signals(event: str, args: tuple[Any, ...]) -> None:
    """Who is about to signal whom; a group is told as -pgid. Signals by pidfd pass unseen."""
    if event in ("os.kill", "os.killpg") and args[1] != 0:
        to = -args[0] if event == "os.killpg" else args[0]
        tell(b'["kill", "%d", {"to": %d}]' % (args[1], to))
