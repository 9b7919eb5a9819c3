"""The watching side of ``warm``: has one kata graded at a time, and gathers what is told of it."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from dojo import environment
from dojo.catalog import Kata
from dojo.command import ROOT
from dojo.grading import GraderFailed
from dojo.practice import log
from dojo.practice.jobs import Job, Ready, Told
from dojo.verdict import CaseResult, KataResult, Verdict, of_kata


@dataclass(slots=True)
class Round:
    """One grading of one kata while it lasts. ``contents`` is what was there when it began."""

    number: int
    kata: Kata
    expected: Mapping[str, int]  # how many tests under each start method
    contents: log.Contents
    told: dict[int, CaseResult] = field(default_factory=dict)  # by their places
    over: bool = False

    def result(self) -> KataResult:
        """The verdict; before the end, it could not tell unless something is not solved."""
        tests = [test for _, test in sorted(self.told.items())]
        return of_kata(self.kata.id, self.kata.name, tests, sum(self.expected.values()))

    @property
    def is_complete(self) -> bool:
        """Whether every test has told."""
        return len(self.told) == sum(self.expected.values())

    @property
    def solved(self) -> bool:
        """Whether every test has told, and is content."""
        return self.over and self.result().verdict is Verdict.SOLVED

    @property
    def failed(self) -> bool:
        """Whether a test is not content so far."""
        return any(test.outcome is not Verdict.SOLVED for test in self.told.values())

    def of_method(self, method: str) -> tuple[int, int]:
        """How many tests were content, and how many have told, under this start method."""
        mine = [test for test in self.told.values() if test.start_method == method]
        return sum(test.outcome is Verdict.SOLVED for test in mine), len(mine)


class Grader:
    """Holds the warm process; when it is killed from outside, the next grading starts another."""

    def __init__(self, answers: Path) -> None:
        """Start it; it gets ready while others go on."""
        self._answers = answers
        self._number = 0
        self._counts: Mapping[str, Mapping[str, int]] | None = None
        self._start()

    @property
    def line(self) -> Connection:
        """What to wait for; then ask ``heard``."""
        return self._line

    @property
    def pid(self) -> int:
        """The warm process."""
        return self._process.pid

    def begin(self, kata: Kata) -> Round:
        """Grade the kata; what is being graded now is abandoned. Raises GraderFailed."""
        self._send(kata, None)
        expected = (self._counts or {}).get(kata.name, {})
        return Round(self._number, kata, expected, log.contents(kata))

    def record(self, kata: Kata, test: CaseResult) -> int:
        """Run one test again, recorded. Its result comes with the number that this returns."""
        self._send(kata, (test.name, test.start_method))
        return self._number

    def heard(self) -> Told | None:
        """What the warm process said; None if it is about something abandoned. Raises GraderFailed."""
        told = self._receive()
        return told if isinstance(told, Told) and told.number == self._number else None

    def close(self) -> None:
        """End it, and whatever it runs."""
        self._line.close()
        self._process.wait()
        self._says.close()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._says = tempfile.TemporaryFile()  # noqa: SIM115  # reason: lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dojo.practice.warm", str(theirs.fileno()), str(self._answers)],
            cwd=ROOT,
            env=environment.cleaned(os.environ),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._says,
            start_new_session=True,
        )
        theirs.close()
        self._line = Connection(ours.detach())
        self._counts = None

    def _send(self, kata: Kata, only: tuple[str, str] | None) -> None:
        if self._process.poll() is not None:
            self.close()
            self._start()
        while self._counts is None:  # it says first of all which tests there are
            self._receive()
        self._number += 1
        self._line.send(Job(self._number, kata.name, only))

    def _receive(self) -> Ready | Told:
        try:
            told: Ready | Told = self._line.recv()
        except (EOFError, OSError):
            self._process.wait()
            self._says.seek(0)
            said = self._says.read().decode("utf-8", "replace").strip()[-500:]
            raise GraderFailed(
                f"The process that runs the tests was ended. {said}".strip()
            ) from None
        if isinstance(told, Ready):
            self._counts = told.tests
        return told
