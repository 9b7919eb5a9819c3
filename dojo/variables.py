"""Which of the caller's environment variables a grading keeps, and how Python gets rid of the others.

Imports only what Python itself has loaded already. PYTHONPATH may put anything in the place of the rest.
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Where this Python finds its own modules, and whether it writes .pyc files. PYTHON itself is no
# variable of Python's: it names the Python that dojo/setup.sh is to use.
_KEPT = frozenset(
    "PYTHON PYTHONHOME PYTHONNOUSERSITE PYTHONUSERBASE PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED".split()
)
_DROPPED = ("PYTHON", "PYTEST", "PY_", "XDIST_", "EXECNET_", "COVERAGE_", "COV_", "DOJO_RUN")
_NARROWEST = 20  # columns: nothing can be read on a screen that claims to be narrower
_AGAIN = "_DOJO_STARTED_AGAIN"

# In the place of `-m MODULE`, which looks for the module where PYTHONSAFEPATH forbids it.
_START = (
    "import runpy, sys; sys.path[0] = {root!r};"
    " runpy.run_module({module!r}, None, '__main__', True)"
)


def start_again_without_them(module: str) -> None:
    """Return at once, or replace this process by one that runs ``module`` in a clean environment.

    Variables such as PYTHONOPTIMIZE have done their work before any code of ours runs.
    """
    again = os.environ.pop(_AGAIN, None)
    was_closed = _open_the_standard_streams()
    if again is None and (was_closed or _python_was_changed()):
        # PYTHONEXECUTABLE makes sys.executable name another program than this one.
        changed = "PYTHONEXECUTABLE" in os.environ or not sys.executable
        program = sys.orig_argv[0] if changed else sys.executable
        command = [program, "-c", _START.format(root=ROOT, module=module), *sys.argv[1:]]
        os.execvpe(program, command, cleaned(os.environ) | {_AGAIN: "1"})  # noqa: S606  # reason: this very program


def cleaned(environment: "os._Environ[str] | dict[str, str]") -> dict[str, str]:
    """This environment, fit to grade in."""
    kept = {
        name: value
        for name, value in environment.items()
        if name in _KEPT or not name.startswith(_DROPPED)
    }
    if not _is_a_width(kept.get("COLUMNS", "80")):
        del kept["COLUMNS"]
    if kept.get("TMPDIR"):  # what it is relative to would change from process to process
        kept["TMPDIR"] = os.path.join(working_folder(), kept["TMPDIR"])
    return kept


def working_folder() -> str:
    """Where this process is; the repository, where that was removed."""
    try:
        return os.getcwd()
    except OSError:
        return ROOT


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
