"""Where and how the grader is started changes no verdict, or it says that it could not tell, and why.

Each row of the table is an environment in which `dojo check` grades a right and a wrong answer to
k21. A row that may fail names the cause that must then be told. It is never the learner's fault.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dojo.grading import ROOT

KATA = "k21_the_missing_comma"
RIGHT = ROOT / "solutions" / f"{KATA}.py"
WRONG = ROOT / "selftest" / "wrong" / "k21" / "parentheses_are_a_tuple.py"
PARTS = ("katas", "tests", "solutions", "guide", "dojo")
FILES = ("conftest.py", "pyproject.toml", "Makefile", "requirements.lock")

# In a row, {place} is a folder of the test's own, {root} the repository.
SHELL = ("sh", "-c")
LIMITS = "from resource import *\n"
SIGNALS = "from signal import *\n"


@dataclass(frozen=True)
class Row:
    """An environment. ``name`` completes the sentence "the verdict is right …".

    ``before`` is Python code that the process runs before it becomes the grader; ``wrapper`` is a
    command that runs the grader. ``cause`` is a pattern: the grader may fail, if it says this.
    """

    name: str
    variables: Mapping[str, str | None] = field(default_factory=dict)
    before: str = ""
    wrapper: tuple[str, ...] = ()
    folder: str | None = None  # where it is started; the repository itself if None
    copied_to: str | None = None  # a copy of the repository in a folder of this name
    cause: str | None = None


def variable(name: str, value: str) -> Row:
    """Of a row in which one variable is set."""
    return Row(f"with {name}={value}", {name: value})


def inside(name: str, flags: str, script: str, cause: str | None = None) -> Row:
    """Of a row in which the grader runs in namespaces of its own, which the script prepares."""
    return Row(
        name, wrapper=("unshare", *flags.split(), *SHELL, f'{script}exec "$@"', "sh"), cause=cause
    )


VARIABLES = (
    *(
        variable("PYTEST_ADDOPTS", options)
        for options in (
            "-k string", "-q", "--lf", "--cov", "-x", "-p no:xdist", "-n 4", "--collect-only",
            "-m nothing", "-k 'unbalanced", "--deselect=tests", "--nosuch", "-p no:timeout",
            "--start=spawn", "--against=/nowhere", "-W error", "--import-mode=importlib",
        )
    ),
    variable("PYTEST_PLUGINS", "nosuch"),
    variable("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1"),
    variable("PYTEST_XDIST_AUTO_NUM_WORKERS", "7"),
    variable("PYTEST_XDIST_WORKER", "gw7"),
    variable("PYTHONSAFEPATH", "1"),
    variable("PYTHONOPTIMIZE", "2"),
    variable("PYTHONPATH", ":::"),
    variable("PYTHONPATH", "{place}/shadows"),
    variable("PYTHONWARNINGS", "error"),
    variable("PYTHONPYCACHEPREFIX", "/proc/nowhere"),
    variable("PYTHONIOENCODING", "ascii"),
    variable("PYTHONDEVMODE", "1"),
    variable("PYTHONINSPECT", "1"),
    variable("PYTHONINTMAXSTRDIGITS", "640"),
    variable("COVERAGE_PROCESS_START", "/nowhere"),
    variable("DOJO_RUN", "/nowhere"),
    variable("COLUMNS", "0"),
    variable("COLUMNS", "wide"),
    variable("NO_COLOR", "1"),
    variable("FORCE_COLOR", "1"),
    variable("TERM", "dumb"),
    variable("LANG", "C"),
    variable("LC_ALL", "POSIX"),
    variable("LC_ALL", "xx_YY.nosuch"),
    variable("CI", "true"),
    variable("LD_PRELOAD", ""),
    variable("TZ", "Mars/Olympus"),
    variable("MALLOC_PERTURB_", "165"),
    variable("PATH", ""),
    variable("PATH", "{place}"),
    variable("HOME", "/nowhere"),
    variable("HOME", "/proc"),
    variable("TMPDIR", "/nowhere"),
    variable("TMPDIR", "/proc"),
    variable("TMPDIR", "{place}/a folder: its name"),
    variable("TMPDIR", "tests"),
    variable("TMPDIR", "{root}/README.md"),
    Row("with a TMPDIR longer than the name of a socket may be", {"TMPDIR": "{place}/" + "long/" * 30}),
    Row(
        "with what images for containers set",
        {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
    ),
    Row(
        "with what only other Pythons care for",
        {"PYTHONSTARTUP": "/nowhere", "PYTHONNOUSERSITE": "1", "PYTHONEXECUTABLE": "/nowhere"},
    ),
    Row("with Python's own diagnostics", {"PYTHONTRACEMALLOC": "5", "PYTHONPROFILEIMPORTTIME": "1"}),
    Row("without PATH", {"PATH": None}),
    Row("without HOME", {"HOME": None}),
    Row(
        "in ASCII, with all that Python does about it switched off",
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ),
)  # fmt: skip

PLACES = (
    *(
        Row(f"in a repository called {name}", copied_to=name)
        for name in ("a:b", "a$HOME", "a%s", "a[b] c", "it's", '"a"', "#a", "grün", "a::b", "-k")
    ),
    Row("from another folder", folder="/"),
    Row("from a folder that was removed", before="import os, tempfile; d = tempfile.mkdtemp(); os.chdir(d); os.rmdir(d)"),
    Row("through a symbolic link to the repository", folder="{place}/link"),
)  # fmt: skip

PROCESS = (
    Row("with umask 077", before="import os; os.umask(0o077)"),
    Row("with umask 0777", before="import os; os.umask(0o777)"),
    Row("with umask 0", before="import os; os.umask(0)"),
    Row("when nice", before="import os; os.nice(19)"),
    Row("on one core", before="import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})"),
    Row("with SIGCHLD ignored", before=SIGNALS + "signal(SIGCHLD, SIG_IGN)"),
    Row("with SIGINT and SIGQUIT ignored, as in the background of a script", before=SIGNALS + "signal(SIGINT, SIG_IGN); signal(SIGQUIT, SIG_IGN)"),
    Row("with SIGHUP ignored, as under nohup", before=SIGNALS + "signal(SIGHUP, SIG_IGN)"),
    Row("with SIGTERM ignored", before=SIGNALS + "signal(SIGTERM, SIG_IGN)"),
    Row("with every signal blocked", before=SIGNALS + "pthread_sigmask(SIG_BLOCK, valid_signals())"),
    Row("with stdin closed", before="import os; os.close(0)"),
    Row("with stdout closed", before="import os; os.close(1)"),
    Row("with stderr closed", before="import os; os.close(2)"),
    Row("with all three closed", before="import os; os.closerange(0, 3)"),
    Row("with a hundred more files open", before="import os; [os.dup2(0, n, True) for n in range(20, 120)]"),
    Row("without a terminal", before="import os; os.setsid()"),
    Row("as a child of nobody", before="import os, sys\nif os.fork(): sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))"),
    Row("with children that are not its own", before="import os, time\nif not os.fork(): time.sleep(3); os._exit(0)"),
    Row("with 64 open files", before=LIMITS + "setrlimit(RLIMIT_NOFILE, (64, 64))"),
    Row("with 12 open files", before=LIMITS + "setrlimit(RLIMIT_NOFILE, (12, 12))", cause="(?i)open files"),
    Row("with very many open files", before=LIMITS + "setrlimit(RLIMIT_NOFILE, (getrlimit(RLIMIT_NOFILE)[1],) * 2)"),
    Row("with files of 64 KiB", before=LIMITS + "setrlimit(RLIMIT_FSIZE, (65536, 65536))"),
    Row("with files of 4 KiB", before=LIMITS + "setrlimit(RLIMIT_FSIZE, (4096, 4096))", cause="(?i)file (size|too large)"),
    Row("with empty files only", before=LIMITS + "setrlimit(RLIMIT_FSIZE, (0, 0))", cause="(?i)file (size|too large)"),
    Row("with a stack of 256 KiB", before=LIMITS + "setrlimit(RLIMIT_STACK, (262144, 262144))"),
    Row("with a stack without bound", before=LIMITS + "setrlimit(RLIMIT_STACK, (getrlimit(RLIMIT_STACK)[1],) * 2)"),
    Row("with an address space of 1 GiB", before=LIMITS + "setrlimit(RLIMIT_AS, (2**30, 2**30))", cause="(?i)memory"),
    Row("with an address space of 100 MiB", before=LIMITS + "setrlimit(RLIMIT_AS, (10**8, 10**8))", cause="(?i)memory"),
    Row("with no memory to lock", before=LIMITS + "setrlimit(RLIMIT_MEMLOCK, (0, 0))"),
    Row("with no message queues", before=LIMITS + "setrlimit(RLIMIT_MSGQUEUE, (0, 0))"),
    Row("with no pending signals", before=LIMITS + "setrlimit(RLIMIT_SIGPENDING, (0, 0))"),
    Row("with core files", before=LIMITS + "setrlimit(RLIMIT_CORE, (getrlimit(RLIMIT_CORE)[1],) * 2)"),
    Row("with 20 processes", before=LIMITS + "setrlimit(RLIMIT_NPROC, (20, 20))", cause="(?i)process"),
)  # fmt: skip

NAMESPACES = (
    Row("as another user", wrapper=("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")),
    inside("in a pid namespace with a foreign /proc", "-p -f --kill-child", "", cause="/proc"),
    inside("in a pid namespace with its own /proc", "-p -f --kill-child --mount-proc", ""),
    inside("without a loopback interface", "-n", ""),
    inside("in every namespace", "-m -p -i -n -u -f --kill-child --mount-proc", ""),
    inside("as root of a user namespace", "-U -r", ""),
    inside("with /proc that hides other processes", "-m -p -f --kill-child --mount-proc", "mount -o remount,hidepid=2 /proc; "),
    inside("with a read-only /dev/shm", "-m", "mount -t tmpfs -o ro none /dev/shm; ", cause="/dev/shm"),
    inside("with a tiny /dev/shm", "-m", "mount -t tmpfs -o size=64k none /dev/shm; ", cause="/dev/shm"),
    inside("with a full /dev/shm", "-m", "mount -t tmpfs -o size=4k none /dev/shm; head -c 4096 /dev/zero >/dev/shm/f; ", cause="/dev/shm"),
    inside("without /dev/shm", "-m", "mount -t tmpfs none /dev; ", cause="/dev/"),
    inside(
        "with a read-only TMPDIR",
        "-m",
        "mount -t tmpfs -o ro none {place}/tmp; export TMPDIR={place}/tmp; ",
    ),
    inside("with a full temporary folder", "-m", "mount -t tmpfs -o size=16k none {place}/tmp; head -c 16k /dev/zero >{place}/tmp/f; export TMPDIR={place}/tmp; ", cause="(?i)no space|no usable temporary"),
    inside("in a read-only repository", "-m", "mount --bind {root} {root}; mount -o remount,bind,ro {root}; "),
    inside("without a program but Python", "-m", "mount --bind {place}/bin /usr/bin; "),
)  # fmt: skip

TABLE = (*VARIABLES, *PLACES, *PROCESS, *NAMESPACES)

_PYTHON_STARTS_PYTHON = (
    "import subprocess, sys, pytest; subprocess.run([sys.executable, '-c', ''], check=True)"
)
_BECOME = "{before}\nimport os, sys; os.execv(sys.argv[1], sys.argv[1:])"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short path, open to every user."""
    with tempfile.TemporaryDirectory(prefix="env-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o777)
        yield Path(made)


def test_the_table_is_long_enough() -> None:
    names = [row.name for row in TABLE]
    assert len(set(names)) == len(names) >= 60


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_the_verdict_is_right(row: Row, folder: Path) -> None:
    place = Place(folder, row)
    place.skip_what_cannot_be()
    right, wrong = place.grade(RIGHT), place.grade(WRONG)
    right.must_be("solved", row.cause)
    wrong.must_be("not yet", row.cause)


def test_two_gradings_at_the_same_time_tell_the_same(folder: Path) -> None:
    place = Place(folder, Row("two at a time"))
    with ThreadPoolExecutor(4) as pool:
        graded = [*pool.map(place.grade, (RIGHT, WRONG) * 2)]
    assert [one.verdict for one in graded] == ["solved", "not yet"] * 2


NAMES = ("a:b", "a$HOME", "a[b] %s", 'it\'s #1, "grün"')


@pytest.mark.parametrize("name", NAMES)
def test_plain_pytest_says_the_same_in_a_repository_of_any_name(folder: Path, name: str) -> None:
    root = copy_of_the_repository(folder / name)
    pytest_ = [sys.executable, "-m", "pytest", f"tests/test_{KATA}.py", "--start=fork"]
    wrong = folder / "wrong"
    wrong.mkdir()
    shutil.copy(WRONG, wrong / f"{KATA}.py")
    codes = [
        subprocess.run(
            [*pytest_, f"--against={answers}"], cwd=root, capture_output=True, check=False
        ).returncode
        for answers in (root / "solutions", wrong)
    ]
    assert codes == [0, 1]


@pytest.mark.parametrize("name", ["PYTHONOPTIMIZE", "PYTHONSAFEPATH", "PYTHONDEVMODE"])
def test_plain_pytest_says_the_same_whatever_python_is_told(name: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            f"tests/test_{KATA}.py",
            "--start=fork",
            "--against=solutions",
        ],
        cwd=ROOT,
        env={**os.environ, name: "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "6 passed" in done.stdout) == (0, True), done.stdout


def test_workers_get_the_same_environment(folder: Path) -> None:
    told = {"PYTEST_ADDOPTS": "-k string -n 3", "PYTHONOPTIMIZE": "2", "PYTEST_PLUGINS": "nosuch"}
    shadowed = Place(folder, variable("PYTHONPATH", "{place}/shadows")).environment()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "dojo",
            "check",
            "k21",
            "k25",
            "--start=fork",
            "--against=solutions",
            "-j2",
        ],
        cwd=ROOT,
        env=shadowed | told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "6 of 6" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("make"), reason="reason: make is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_make_grades_in_a_repository_of_any_name(folder: Path, name: str) -> None:
    root = copy_of_the_repository(folder / name)
    if not Path(sys.prefix, ".process-katas", "requirements.lock").exists():
        pytest.skip("reason: this Python's .venv was not made by dojo/setup.sh")
    (root / ".venv").symlink_to(sys.prefix)
    done = subprocess.run(
        ["make", "k21", "ARGS=--against solutions --start fork"],
        cwd=root,
        env={**os.environ, "PYTHONHOME": "/nowhere", "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "6 of 6" in done.stdout) == (0, True), done.stdout + done.stderr


@dataclass(frozen=True)
class Graded:
    """What a grading said. ``verdict`` is the one of its JSON, empty if there is none."""

    verdict: str
    code: int
    words: str

    def must_be(self, verdict: str, cause: str | None) -> None:
        """This verdict; or none, with the cause."""
        code = {"solved": 0, "not yet": 1}[verdict]
        if cause is None or self.code != 2:
            assert (self.verdict, self.code) == (verdict, code), self.words
        else:
            assert self.verdict in ("could not tell", ""), self.words
            assert re.search(cause, self.words), self.words


class Place:
    """A row's environment, made real below a folder of the test's own."""

    def __init__(self, place: Path, row: Row) -> None:
        """Make the folders that rows speak of."""
        self._place, self._row = place, row
        for folder in ("shadows", "a folder: its name", "long/" * 30, "tmp", "bin"):
            (place / folder).mkdir(parents=True)
            (place / folder).chmod(0o777)
        for module in ("pytest", "rich", "random", "tempfile", "dojo"):
            (place / "shadows" / f"{module}.py").write_text("raise RuntimeError('shadowed')\n")
        (place / "link").symlink_to(ROOT)
        self._root = copy_of_the_repository(place / row.copied_to) if row.copied_to else ROOT

    def skip_what_cannot_be(self) -> None:
        """Skip where this machine does not have, or does not grant, what the row is about."""
        wrapper = [self._filled(word) for word in self._row.wrapper]
        if wrapper and not shutil.which(wrapper[0]):
            pytest.skip(f"reason: {wrapper[0]} is not installed")
        if not wrapper:
            return
        tried = subprocess.run(
            [*wrapper, sys.executable, "-c", _PYTHON_STARTS_PYTHON],
            capture_output=True,
            check=False,
        )
        if tried.returncode:
            said = tried.stderr.decode("utf-8", "replace").strip().splitlines() or ["?"]
            pytest.skip(f"reason: it cannot be made here: {said[-1]}")

    def grade(self, answer: Path) -> Graded:
        """What `dojo check` makes of it."""
        file = self._place / f"{answer.stem}.json"
        wanted = (answer, "--json", file, "--start", "fork")
        done = subprocess.run(
            [*self.started(), "-m", "dojo", "check", "k21", "--against", *map(str, wanted)],
            cwd=self._filled(self._row.folder or str(self._root)),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        told = json.loads(file.read_text("utf-8"))["katas"][0] if file.exists() else {}
        words = f"{told.get('message', '')}\n{said}"
        return Graded(str(told.get("verdict", "")), done.returncode, words)

    def started(self) -> list[str]:
        """The command line of Python, in the row's environment."""
        wrapper = [self._filled(word) for word in self._row.wrapper]
        if not self._row.before:
            return [*wrapper, sys.executable]
        become = _BECOME.format(before=self._row.before)
        return [*wrapper, sys.executable, "-I", "-c", become, sys.executable]

    def environment(self) -> dict[str, str]:
        """Plain, and the row's variables."""
        plain = {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/")}
        made = plain | {"LANG": "C.UTF-8", "TMPDIR": str(self._place / "tmp")}
        for name, value in self._row.variables.items():
            made.pop(name, None)
            if value is not None:
                made[name] = self._filled(value)
        return made

    def _filled(self, text: str) -> str:
        return text.replace("{place}", str(self._place)).replace("{root}", str(self._root))


def copy_of_the_repository(folder: Path) -> Path:
    """What grading k21 takes, in this folder."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy(ROOT / file, folder)
    return folder
