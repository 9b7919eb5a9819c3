"""What a grading runs in: the caller's surroundings, without what would change it.

``begin`` is the first thing a command does. ``ours`` holds while pytest runs in this process, and so
for every process that it starts.
"""

import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dojo import variables
from dojo.variables import cleaned

ROOT = Path(variables.ROOT)
_FILES = 1024  # open files; a grading with a worker for every core needs about a hundred
_FEWEST = 32  # so many are needed without workers


def begin() -> None:
    """Make this process fit to grade."""
    undo_what_was_inherited()
    _replace(cleaned(os.environ))
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # not a text file, where a test has replaced it
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # reason: see above


@contextmanager
def ours() -> Iterator[None]:
    """This process's environment, fit to grade in, and its working folder, the repository's root.

    pytest is then given paths relative to it. It reads `[`, `::` and `$` in a path as something else.
    """
    before, folder = dict(os.environ), variables.working_folder()
    _replace(cleaned(before))
    os.chdir(ROOT)
    try:
        yield
    finally:
        _replace(before)
        with suppress(OSError):  # it was removed meanwhile
            os.chdir(folder)


def obstacle() -> str:
    """What makes a grading impossible here, in a sentence; empty if nothing does."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FEWEST:
        return (
            f"A process may have only {soft} open files here (ulimit -n). Grading needs {_FEWEST}."
        )
    try:
        tempfile.gettempdir()
    except OSError as error:
        return f"There is no folder for temporary files. {error.strerror}"
    return ""


def _replace(environment: Mapping[str, str]) -> None:
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)


def undo_what_was_inherited() -> None:
    """Signals, umask and limits that would make the grader's own work fail."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, no exit code can be read
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    mask = os.umask(0o077)
    os.umask(mask & 0o077)  # what we make, we can read
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
    if soft not in (resource.RLIM_INFINITY, wanted) and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


__all__ = ["ROOT", "begin", "cleaned", "obstacle", "ours", "undo_what_was_inherited"]
