"""What a grading is started in: the caller's environment, without what changes Python, pytest or a verdict.

``begin`` is the first thing a command does. ``ours`` holds while pytest runs in this process, and so
for every process that it starts.
"""

import os
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Where this Python finds its own modules, and whether it writes .pyc files. PYTHON itself is no
# variable of Python's: it names the Python that dojo/setup.sh is to use.
_KEPT = frozenset(
    """
    PYTHON PYTHONHOME PYTHONNOUSERSITE PYTHONUSERBASE
    PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX PYTHONUNBUFFERED
    """.split()
)
_DROPPED = ("PYTHON", "PYTEST", "PY_", "XDIST_", "EXECNET_", "COVERAGE_", "COV_", "DOJO_RUN")
_NARROWEST = 20  # columns: nothing can be read on a screen that claims to be narrower
_FILES = 1024  # open files; a grading with a worker for every core needs about a hundred
_AGAIN = "_DOJO_STARTED_AGAIN"

# Replaces `-m MODULE`, which looks for the module in the working folder, and not with PYTHONSAFEPATH.
_START = "import runpy, sys; sys.path[0] = {root!r}; runpy.run_module({module!r}, None, '__main__', True)"


def begin(module: str) -> None:
    """Make this process fit to grade; ``module`` is what ``python -m`` was called with.

    Variables such as PYTHONOPTIMIZE have done their work before any code of ours runs. Where one of
    them is set, this process starts again without it.
    """
    again = os.environ.pop(_AGAIN, None)
    was_closed = _open_the_standard_streams()
    if again is None and (was_closed or _python_was_changed()):
        start = _START.format(root=str(ROOT), module=module)
        command = [sys.executable, "-c", start, *sys.argv[1:]]
        os.execve(sys.executable, command, cleaned(os.environ) | {_AGAIN: "1"})  # noqa: S606  # reason: this very program
    undo_what_was_inherited()
    _replace(cleaned(os.environ))
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # not a text file, where a test has replaced it
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # reason: see above


def cleaned(environment: Mapping[str, str]) -> dict[str, str]:
    """This environment, fit to grade in."""
    kept = {
        name: value
        for name, value in environment.items()
        if name in _KEPT or not name.startswith(_DROPPED)
    }
    if not _is_a_width(kept.get("COLUMNS", "80")):
        del kept["COLUMNS"]
    if kept.get("TMPDIR"):  # what it is relative to would change from process to process
        kept["TMPDIR"] = str(Path(_working_folder(), kept["TMPDIR"]))
    return kept


@contextmanager
def ours() -> Iterator[None]:
    """This process's environment, fit to grade in, and its working folder, the repository's root.

    pytest is then given paths relative to it. It reads `[`, `::` and `$` in a path as something else.
    """
    before, folder = dict(os.environ), _working_folder()
    _replace(cleaned(before))
    os.chdir(ROOT)
    try:
        yield
    finally:
        _replace(before)
        with suppress(OSError):  # it was removed meanwhile
            os.chdir(folder)


def _replace(environment: Mapping[str, str]) -> None:
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)


def _working_folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return str(ROOT)  # it was removed


def _is_a_width(columns: str) -> bool:
    return columns.isdecimal() and int(columns) >= _NARROWEST


def _python_was_changed() -> bool:
    """Whether a variable or an option has already changed this interpreter."""
    dropped = set(os.environ) - set(cleaned(os.environ))
    flags = sys.flags
    changed = flags.optimize or flags.dev_mode or flags.inspect or flags.bytes_warning
    return bool(changed or sys.warnoptions) or any(name.startswith("PYTHON") for name in dropped)


def _open_the_standard_streams() -> bool:
    """Open those that the caller has closed, or the next file opened would become one of them."""
    closed = False
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            closed = True
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # it gets the lowest number
    return closed


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
