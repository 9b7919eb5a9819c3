"""A pytest session that is held just before its tests run; every grading is a fork of it.

So a grading begins with everything imported, collected and preloaded, and ends at once when it is
abandoned: its processes are killed, and the arena ends what they ran. As many work at a time as there
are cores; each takes the next test that nobody has taken.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, Pipe, wait
from typing import NoReturn

import pytest

from dojo import grading
from dojo.arena import kernel
from dojo.command import ROOT
from dojo.practice.jobs import Job, Ready, Told
from dojo.verdict import CaseResult


class Held:
    """A pytest plugin: instead of running the tests, serve whoever is at the other end of the line."""

    def __init__(self, line: Connection) -> None:
        """Serve on this line."""
        self._line = line
        self._tell: Callable[[tuple[CaseResult, int]], None] | None = None
        self._place = 0
        self._workers: dict[Connection, int] = {}
        self._number = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take jobs until the other end hangs up."""
        items = [item for item in session.items if isinstance(item, pytest.Function)]
        counts: dict[str, dict[str, int]] = {}
        for item in items:
            of_kata = counts.setdefault(_kata_of(item), {})
            of_kata[_method_of(item)] = of_kata.get(_method_of(item), 0) + 1
        try:
            self._line.send(Ready(counts))
            for job in self._jobs():
                self._begin(job, items)
        except (EOFError, OSError):
            pass  # nobody is there any more
        finally:
            self._abandon()
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
            for ready in wait([self._line, *self._workers]):
                if ready is self._line:
                    self._abandon()
                    job: Job = self._line.recv()
                    self._number = job.number
                    yield job
                elif isinstance(ready, Connection) and ready in self._workers:
                    self._pass_on(ready)

    def _pass_on(self, worker: Connection) -> None:
        try:
            self._line.send(Told(self._number, *worker.recv()))
        except EOFError:
            worker.close()
            os.waitpid(self._workers.pop(worker), 0)
            if not self._workers:
                self._line.send(Told(self._number, None))

    def _begin(self, job: Job, items: Sequence[pytest.Function]) -> None:
        mine = [item for item in items if _kata_of(item) == job.kata and _is_asked(item, job)]
        mine.sort(key=lambda item: grading.method_order(item.nodeid))
        turns, give = os.pipe()
        os.write(give, bytes(range(len(mine))))  # one byte a test: who reads it, runs it
        os.close(give)
        for _ in range(min(len(mine), len(os.sched_getaffinity(0)))):
            ours, theirs = Pipe(duplex=False)
            pid = os.fork()
            if pid == 0:
                ours.close()
                self._work(job, mine, turns, theirs)
            theirs.close()
            self._workers[ours] = pid
        os.close(turns)

    def _work(
        self, job: Job, items: Sequence[pytest.Function], turns: int, line: Connection
    ) -> NoReturn:
        """Run the tests whose turn this process gets, and leave."""
        kernel.die_with_parent(signal.SIGKILL)
        self._line.close()
        self._tell = line.send
        try:
            for item in items:
                item.config.option.record = job.only[1] if job.only else ""
            while turn := os.read(turns, 1):
                item, self._place = items[turn[0]], turn[0]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        except OSError:
            pass  # nobody is there any more
        finally:
            os._exit(0)

    def _abandon(self) -> None:
        """End the work that is going on; the arena ends the runs that lose their tests."""
        for worker, pid in self._workers.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            worker.close()
        self._workers.clear()


def _kata_of(item: pytest.Function) -> str:
    return item.path.stem.removeprefix("test_")


def _method_of(item: pytest.Function) -> str:
    return grading.method_of(item.nodeid)


def _is_asked(item: pytest.Function, job: Job) -> bool:
    return job.only is None or grading.case_of(item.nodeid) == job.only


def main() -> None:
    """Serve the other end of the socket named by the first argument; the second is the answers."""
    line = Connection(int(sys.argv[1]))
    arguments = [f"--rootdir={ROOT}", f"--config-file={ROOT / 'pyproject.toml'}", "-n0", "-s"]
    arguments.append(f"--against={sys.argv[2]}")
    without = ["-p", "no:terminal", "-p", "no:cacheprovider"]
    pytest.main([*arguments, *without, str(ROOT / "tests")], plugins=[Held(line)])


if __name__ == "__main__":
    main()
