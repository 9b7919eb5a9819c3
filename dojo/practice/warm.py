"""A pytest session that is held just before its tests run; every grading is a fork of it.

So a grading begins with everything imported, collected and preloaded, and ends at once when it is
abandoned: its processes are killed, and the arena ends what they ran. As many work at a time as there
are cores; each takes the next test that nobody has taken. They are forked before they are needed, and
wait for their job.
"""

import argparse
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from typing import NoReturn

import pytest

from dojo import grading
from dojo.arena import kernel
from dojo.practice.jobs import Job, Ready, Told
from dojo.verdict import CaseResult


@dataclass(frozen=True, slots=True)
class _Team:
    """The workers of one job, waiting for it or at it.

    ``turns`` is the writing end of a pipe that all of them read: one byte a test, and who reads it
    runs the test. It is closed once they have their job.
    """

    pids: dict[Connection, int]
    turns: int


class Held:
    """A pytest plugin: instead of running the tests, serve whoever is at the other end of the line."""

    def __init__(self, line: Connection) -> None:
        """Serve on this line."""
        self._line = line
        self._tell: Callable[[tuple[CaseResult, int]], None] | None = None
        self._place = 0
        self._tests: dict[str, list[pytest.Function]] = {}  # by kata, in the order of their turns
        self._option = argparse.Namespace()
        self._next: _Team | None = None
        self._working: dict[Connection, int] = {}
        self._number = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take jobs until the other end hangs up."""
        self._option = session.config.option
        items = [item for item in session.items if isinstance(item, pytest.Function)]
        for item in sorted(items, key=lambda item: grading.method_order(item.nodeid)):
            self._tests.setdefault(item.path.stem.removeprefix("test_"), []).append(item)
        counts = {
            kata: dict(Counter(grading.method_of(item.nodeid) for item in tests))
            for kata, tests in self._tests.items()
        }
        try:
            self._line.send(Ready(counts))
            self._next = self._team()
            for job in self._jobs():
                self._begin(job)
        except (EOFError, OSError):
            pass  # nobody is there any more
        finally:
            self._abandon()
            if self._next:
                _end(self._next.pids)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """In a worker: tell the result of a test."""
        if self._tell and (report.when == "call" or report.failed):
            result = grading.result_of(report)
            if result is not None:
                self._tell((result, self._place))

    def _jobs(self) -> Iterator[Job]:
        """What arrives on the line; meanwhile, results are passed on."""
        while True:
            for ready in wait([self._line, *self._working]):
                if ready is self._line:
                    self._abandon()
                    job: Job = self._line.recv()
                    self._number = job.number
                    yield job
                elif isinstance(ready, Connection) and ready in self._working:
                    self._pass_on(ready)

    def _pass_on(self, worker: Connection) -> None:
        try:
            self._line.send(Told(self._number, *worker.recv()))
        except (EOFError, ConnectionResetError):
            worker.close()
            os.waitpid(self._working.pop(worker), 0)
            if not self._working:
                self._line.send(Told(self._number, None))
                self._next = self._next or self._team()

    def _begin(self, job: Job) -> None:
        team, self._next = self._next or self._team(), None
        self._working = team.pids
        with suppress(BrokenPipeError):  # a worker that was killed while it waited is noticed below
            os.write(team.turns, bytes(range(len(self._asked(job)))))
        os.close(team.turns)
        for worker in team.pids:
            with suppress(BrokenPipeError):
                worker.send(job)

    def _team(self) -> _Team:
        """Fork the workers of the job that comes next."""
        turns, give = os.pipe()
        team = _Team({}, give)
        for _ in os.sched_getaffinity(0):
            ours, theirs = Pipe()
            pid = os.fork()
            if pid == 0:
                for mine in (ours, self._line, *team.pids):
                    mine.close()
                os.close(give)
                self._work(turns, theirs)
            theirs.close()
            team.pids[ours] = pid
        os.close(turns)
        return team

    def _work(self, turns: int, line: Connection) -> NoReturn:
        """Run the tests whose turn this process gets, and leave."""
        kernel.signal_when_parent_ends(signal.SIGKILL)
        self._tell = line.send
        try:
            job: Job = line.recv()
            items = self._asked(job)
            self._option.record = job.only[1] if job.only else ""
            while turn := os.read(turns, 1):
                item, self._place = items[turn[0]], turn[0]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        except (EOFError, OSError):
            pass  # nobody is there any more
        finally:
            os._exit(0)

    def _asked(self, job: Job) -> list[pytest.Function]:
        """The tests of a job, in the order of their turns."""
        mine = self._tests.get(job.kata, [])
        return [i for i in mine if job.only is None or grading.case_of(i.nodeid) == job.only]

    def _abandon(self) -> None:
        """End the work that is going on; the arena ends the runs that lose their tests."""
        _end(self._working)


def _end(workers: dict[Connection, int]) -> None:
    """End these workers at once."""
    for worker, pid in workers.items():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        worker.close()
    workers.clear()


def main() -> None:
    """Serve the other end of the socket named by the first argument; the second is the answers."""
    line = Connection(int(sys.argv[1]))
    with grading.pytest_at_home() as always:
        pytest.main(
            [*always, "-n0", "-s", f"--against={sys.argv[2]}", "tests"], plugins=[Held(line)]
        )


if __name__ == "__main__":
    main()
