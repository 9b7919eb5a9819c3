"""Whichever process of a grading is killed or stopped, nothing is left and the learner is not blamed.

Each trial grades a right answer whose runs take a moment, and sends one signal to one role at one
moment. The whole tree is looked at from outside, by /proc.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from dojo.arena import kernel
from dojo.arena.client import ArenaLost
from dojo.arena.probes import note
from dojo.grading import ROOT
from selftest.modes import MODES, arena, namespaces_granted

RIGHT = ROOT / "solutions" / "k21_the_missing_comma.py"
PATIENCE = 60.0  # seconds that bound what has already gone wrong
_SHM = Path("/dev/shm")
TESTS = 6  # of k21 under one start method

SLOW = """
import os
import time
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def slowly(work, args, kwargs):
    time.sleep(0.8)
    work(*args, **kwargs)


def run_in_child(work, argument, **options):
    shared = SharedMemory(f"{segment}-{{os.getpid()}}", create=True, size=64)
    child = Process(target=slowly, args=(work, (argument,), options), name="worker")
    child.start()
    child.join()
    shared.close()
    shared.unlink()
    return child.exitcode
"""


@dataclass(frozen=True)
class Trial:
    """A signal to a role. ``cause`` is a pattern of what a grading that was lost says."""

    role: str
    number: signal.Signals
    moment: str
    cause: str = "killed|ended|stopped|crashed"
    jobs: int = 1

    def __str__(self) -> str:
        """Its name."""
        return f"{self.number.name} of {self.role} {self.moment}"


KILL, STOP, HUP = signal.SIGKILL, signal.SIGSTOP, signal.SIGHUP
STARTS, PREPARES, RUNS, ENDS = (
    "while the preloaded process starts",
    "while a run is prepared",
    "in the middle of a run",
    "at the end of the last run",
)
TRIALS = (
    *(Trial("the grader", KILL, moment) for moment in (STARTS, PREPARES, RUNS, ENDS)),
    *(Trial("its group", KILL, moment, jobs=2) for moment in (STARTS, RUNS, ENDS)),
    *(Trial("its terminal", HUP, moment, jobs=2) for moment in (STARTS, RUNS)),
    *(Trial("a worker", KILL, moment, jobs=2) for moment in (STARTS, PREPARES, RUNS, ENDS)),
    *(Trial("the preloaded process", KILL, moment) for moment in (STARTS, PREPARES, RUNS, ENDS)),
    *(Trial("the preloaded process", STOP, moment) for moment in (STARTS, RUNS)),
    *(Trial("the outermost process of the run", KILL, moment) for moment in (PREPARES, RUNS, ENDS)),
    *(Trial("the outermost process of the run", STOP, moment) for moment in (PREPARES, RUNS)),
    *(Trial("the supervisor", KILL, moment) for moment in (PREPARES, RUNS)),
    *(Trial("the supervisor", STOP, moment) for moment in (PREPARES, RUNS)),
    *(Trial("the answer", number, RUNS) for number in (KILL, STOP)),
    *(Trial("the answer's child", number, RUNS) for number in (KILL, STOP)),
)


class Grading:
    """A grading of a right answer, in a terminal and a temporary folder of its own."""

    def __init__(self, place: Path, mode: str, jobs: int) -> None:
        """Start it."""
        self.place, self._mode = place, mode
        self.segment = f"kills-{place.name}"
        self._temporary = place / "tmp"
        self._temporary.mkdir()
        answer = place / "k21_slow.py"
        answer.write_text(SLOW.format(segment=self.segment))
        self._screen, terminal = os.openpty()
        self._said = (place / "said").open("w+b")
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *self._command(answer, "slow", jobs)],
            cwd=ROOT,
            env=self._environment(),
            stdin=terminal,
            stdout=self._said,
            stderr=self._said,
        )
        os.close(terminal)
        self._answers: set[int] = set()

    # -- what is there ----------------------------------------------------------------------------

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Until something is the case. Raises AssertionError when it takes very long."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{what} took too long\n{self.said()}"
            time.sleep(0.0005)  # reason: until something changes in /proc

    def wait_for(self, moment: str) -> None:
        """Until this moment. Raises AssertionError when the grading ends long before it."""
        self.wait_until(lambda: self.has_come_to(moment) or self.process.poll() is not None, moment)
        assert self.process.returncode is None or moment == ENDS, self.said()

    def has_come_to(self, moment: str) -> bool:
        """Whether this moment is there."""
        self._answers |= {*self.of("the answer")}
        match moment:
            case "while the preloaded process starts":
                return bool(self.of("the preloaded process"))
            case "while a run is prepared":
                return bool(self.of("the supervisor"))
            case "in the middle of a run":
                return bool(self.of("the answer's child"))
            case _:
                return len(self._answers) >= TESTS and not self.of("the answer's child")

    def of(self, role: str, alive: list[int] | None = None) -> list[int]:
        """The pids of all that have this role now, among those that are alive."""
        above = {
            "the outermost process of the run": "the preloaded process",
            "the supervisor": "the outermost process of the run",
            "the answer": "the supervisor",
            "the answer's child": "the answer",
        }
        if role == "the grader":
            return [self.process.pid]
        alive = self.alive() if alive is None else alive
        if role == "the preloaded process":
            return [pid for pid in alive if _is_preloaded(pid)]
        if role == "a worker":
            return [_parent(pid) for pid in self.of("the preloaded process", alive)]
        if role == "the supervisor" and self._mode == "plain":
            return self.of("the outermost process of the run", alive)
        parents = self.of(above[role], alive)
        below = [pid for pid in alive if _parent(pid) in parents and not _is_preloaded(pid)]
        return below if role != "the answer's child" else [*filter(_sleeps, below)]

    def alive(self) -> list[int]:
        """Every process of the grading: all have inherited its variables."""
        mark = f"TMPDIR={self._temporary}\0".encode()
        return [pid for pid in kernel.all_pids() if kernel.lives(pid) and mark in _variables(pid)]

    # -- what is done to it -----------------------------------------------------------------------

    def send(self, role: str, number: int) -> None:
        """The signal to the first that has this role; or the terminal is hung up."""
        if role == "its terminal":
            os.close(self._screen)
            self._screen = -1
            return
        with contextlib.suppress(ProcessLookupError, IndexError):  # it has just ended
            if role == "its group":
                os.killpg(self.process.pid, number)
            else:
                os.kill(self.of(role)[0], number)

    def end(self) -> int:
        """Wait for its end; returns the exit code."""
        code = self.process.wait(PATIENCE)
        self.wait_until(lambda: not self.alive(), f"the end of {self.alive()}")
        return code

    def close(self) -> None:
        """Leave nothing behind, also when it went wrong."""
        for pid in (self.process.pid, *self.alive()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, KILL)
        self.process.wait()
        self._said.close()
        if self._screen >= 0:
            os.close(self._screen)
        for segment in self.segments():
            segment.unlink()

    # -- what it says -----------------------------------------------------------------------------

    def said(self) -> str:
        """All that it printed, and what it told of the kata."""
        self._said.seek(0)
        return self._said.read().decode() + "\n" + self.message()

    def verdict(self) -> str:
        """What it told of the kata; empty if it told nothing."""
        return str(self._told().get("verdict", ""))

    def message(self) -> str:
        """The message that belongs to the verdict."""
        return str(self._told().get("message", ""))

    def messages(self) -> list[str]:
        """What was told of each test."""
        return [str(test["message"]) for test in self._told().get("tests", [])]

    def _told(self) -> dict[str, Any]:
        file = self.place / "slow.json"
        told: dict[str, Any] = json.loads(file.read_text())["katas"][0] if file.exists() else {}
        return told

    def grade_once_more(self) -> int:
        """Another grading in the same temporary folder; returns its exit code."""
        done = subprocess.run(
            self._command(RIGHT, "next", 1),
            cwd=ROOT,
            env=self._environment(),
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=self._said,
        )
        return done.returncode

    def left(self) -> list[str]:
        """What is in the temporary folder, and in shared memory."""
        return [path.name for path in (*self._temporary.iterdir(), *self.segments())]

    def segments(self) -> list[Path]:
        """What the answer has in shared memory that others can see, and its semaphores."""
        folders = [path.name for path in self._temporary.iterdir()]
        semaphores = [path for name in folders for path in _SHM.glob(f"sem.{name}-*")]
        return [*_SHM.glob(f"{self.segment}-*"), *semaphores]

    def _command(self, answer: Path, name: str, jobs: int) -> list[str]:
        told = ["--json", str(self.place / f"{name}.json"), "--start", "fork", f"-j{jobs}"]
        check = ["-m", "dojo", "check", "k21", "--against", str(answer)]
        return [sys.executable, *check, *told]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "TMPDIR": str(self._temporary), "DOJO_ISOLATION": self._mode}


def _variables(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def _is_preloaded(pid: int) -> bool:
    """Whether it is the one that was started as such; those which it forks look the same."""
    mine, parents = kernel.command(pid), kernel.command(_parent(pid))
    return "dojo.arena.preloaded" in mine and "dojo.arena.preloaded" not in parents


def _parent(pid: int) -> int:
    found = kernel.stat(pid)
    return found.parent if found else 0


def _sleeps(pid: int) -> bool:
    try:
        return any(thread.call == "clock_nanosleep" for thread in kernel.threads(pid))
    except kernel.Unreadable:
        return False


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short path."""
    folder = Path(tempfile.mkdtemp(prefix="kills-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """Both isolations."""
    if request.param == "namespaces" and not namespaces_granted():
        pytest.skip("this system grants no namespaces to this user")
    return str(request.param)


@contextlib.contextmanager
def grading(place: Path, mode: str, jobs: int = 1) -> Iterator[Grading]:
    """One, of which nothing is left after the block, even if a test has failed."""
    one = Grading(place, mode, jobs)
    try:
        yield one
    finally:
        one.close()


def test_there_are_at_least_forty_trials() -> None:
    assert len([*product(TRIALS, MODES)]) >= 40
    assert len({str(trial) for trial in TRIALS}) == len(TRIALS)


@pytest.mark.thorough
@pytest.mark.timeout(300)
@pytest.mark.parametrize("trial", TRIALS, ids=str)
def test_nothing_is_left_and_nobody_is_blamed_after(trial: Trial, mode: str, place: Path) -> None:
    with grading(place, mode, trial.jobs) as one:
        one.wait_for(trial.moment)
        one.send(trial.role, trial.number)
        code = one.end()
        ended_with_it = trial.role in ("the grader", "its group", "its terminal")
        if ended_with_it:
            killed = [(-trial.number, "could not tell")]
            just_before = [(0, "solved")] * (trial.moment == ENDS)
            assert (code, one.verdict()) in killed + just_before
        else:
            assert (code, one.verdict()) in ((0, "solved"), (2, "could not tell")), one.said()
            assert code == 0 or re.search(trial.cause, one.message()), one.said()
        assert not re.search("Traceback|INTERNALERROR", one.said()), one.said()
        assert one.segments() == []
        assert one.grade_once_more() == 0, one.said()
        assert one.left() == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", ["the grader", "a worker"])
def test_a_grading_that_was_stopped_for_a_while_tells_the_same(
    role: str, mode: str, place: Path
) -> None:
    with grading(place, mode, jobs=2) as one:
        one.wait_for(RUNS)
        (stopped, *_) = one.of(role)
        os.kill(stopped, STOP)
        one.wait_until(lambda: not one.of("the answer"), "the end of the run")
        os.kill(stopped, signal.SIGCONT)
        assert (one.end(), one.verdict()) == (0, "solved"), one.said()


@pytest.mark.timeout(300)
def test_nothing_is_left_when_the_grader_is_killed_while_a_supervisor_is_stopped(
    mode: str, place: Path
) -> None:
    with grading(place, mode) as one:
        one.wait_for(RUNS)
        supervisors = one.of("the supervisor")
        (preloaded,) = one.of("the preloaded process")
        os.kill(preloaded, STOP)  # it would see to that
        for supervisor in supervisors:
            os.kill(supervisor, STOP)
        os.kill(one.process.pid, KILL)
        os.kill(preloaded, KILL)
        one.end()
        assert one.grade_once_more() == 0, one.said()
        assert one.left() == []


@pytest.mark.timeout(300)
def test_an_answer_whose_runs_were_lost_twice_is_not_run_any_more_and_not_blamed(
    mode: str, place: Path
) -> None:
    with grading(place, mode) as one:

        def stops_every_supervisor_until_the_end() -> bool:
            for answer in one.of("the answer"):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(_parent(answer), STOP)
            return one.process.poll() is not None

        one.wait_until(stops_every_supervisor_until_the_end, "the end")
        assert (one.end(), one.verdict()) == (2, "could not tell"), one.said()
        not_run = [message for message in one.messages() if message.startswith("Not run: ")]
        assert len(not_run) == TESTS - 2, one.messages()
        assert all("the grader itself failed" in message for message in not_run)


# -- what a run does to itself --------------------------------------------------------------------

ANSWERS = Path(__file__).parent / "answers"


@pytest.mark.parametrize("how", ["kill", "descriptor", "program", "queued"])
def test_a_child_that_the_answer_kills_is_not_said_to_be_killed_from_outside(
    how: str, mode: str
) -> None:
    seen = arena(ANSWERS, "k00_strikes", mode).run("kills", how)
    assert seen.ending.value == -9, str(seen)


@pytest.mark.parametrize("function", ["kills_a_group", "dies_with_its_parent"])
def test_processes_that_the_run_kills_at_once_are_not_either(function: str, mode: str) -> None:
    assert arena(ANSWERS, "k00_strikes", mode).run(function).ending.value == -9


@pytest.mark.parametrize("function", ["kills_itself", "kills_itself_in_a_thread"])
def test_an_answer_that_kills_itself_is_told_so(function: str, mode: str) -> None:
    ending = arena(ANSWERS, "k00_strikes", mode).run(function).ending
    assert (ending.how, ending.exit_code) == ("killed", -9)


def test_a_child_that_the_answer_has_stopped_is_a_deadlock(mode: str) -> None:
    seen = arena(ANSWERS, "k00_strikes", mode).run("stops_a_child_and_waits")
    assert seen.ending.how == "stuck"


def test_who_is_killed_by_the_test_is_not_killed_from_outside(mode: str) -> None:
    with arena(ANSWERS, "k00_engine", mode).start("tree_that_sleeps", note("up")) as live:
        (up,) = live.wait_for("up")
        live.kill(up.pid, KILL)
        assert live.end().ending.exit_code == -KILL


def test_what_was_killed_from_outside_while_a_test_steers_is_told_so(mode: str) -> None:
    with arena(ANSWERS, "k00_engine", mode).start("tree_that_sleeps", note("up")) as live:
        (up,) = live.wait_for("up")
        os.kill(live.outside(up.pid), KILL)
        with pytest.raises(ArenaLost, match="from outside"):
            live.end()
    assert arena(ANSWERS, "k00_strikes", mode).run("kills", "kill").ending.value == -9


def test_a_supervisor_that_is_killed_while_a_test_waits_is_not_the_answers_fault(
    mode: str,
) -> None:
    with arena(ANSWERS, "k00_engine", mode).start("tree_that_sleeps", note("up")) as live:
        (up,) = live.wait_for("up")
        os.kill(_parent(live.outside(up.pid)), KILL)
        with pytest.raises(ArenaLost):
            live.wait_for("never")
