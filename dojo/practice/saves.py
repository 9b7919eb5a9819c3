"""Tells when something in a folder is saved, whichever way an editor does it."""

import os
import threading
from pathlib import Path

from watchfiles import watch

_STEP, _DEBOUNCE = 5, 30  # milliseconds without another change, and at most, until it is told
_LOOK = 300  # milliseconds until it is looked whether the folder is still the one that is watched


class Saves:
    """A descriptor that becomes readable when something in the folder may have changed."""

    def __init__(self, folder: Path) -> None:
        """Watch from now on."""
        self._folder = folder
        self._reader, self._writer = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def fileno(self) -> int:
        """What to wait for."""
        return self._reader

    def forget(self) -> None:
        """All that was told so far is known."""
        try:
            while os.read(self._reader, 4096):
                pass
        except BlockingIOError:
            pass

    def close(self) -> None:
        """Watch no more."""
        self._over.set()
        self._thread.join()
        os.close(self._reader)
        os.close(self._writer)

    def _watch(self) -> None:
        """Until the end; where the folder goes away, wait for one to come in its place."""
        while not self._over.is_set():
            here = _identity(self._folder)
            if here is None:
                self._over.wait(_LOOK / 1000)
                continue
            self._tell()  # what was there before it was watched
            try:
                self._watch_this(here)
            except OSError:
                self._over.wait(_LOOK / 1000)

    def _watch_this(self, here: tuple[int, int]) -> None:
        for changes in watch(
            self._folder,
            watch_filter=None,
            debounce=_DEBOUNCE,
            step=_STEP,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            stop_event=self._over,
            recursive=False,
            raise_interrupt=False,
        ):
            if changes:
                self._tell()
            if _identity(self._folder) != here:
                self._tell()
                return

    def _tell(self) -> None:
        try:
            os.write(self._writer, b".")
        except BlockingIOError:
            pass  # told often enough


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
