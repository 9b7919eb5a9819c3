"""Runs the katas' tests with pytest and sums their reports up to one verdict an answer.

``grade`` is given subjects (which answer to which kata) and returns a result for every one of them,
whatever happens to pytest, its workers or the arena.
"""

import errno
import json
import os
import pickle
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from dojo import environment
from dojo.arena.observation import Observation
from dojo.catalog import Kata
from dojo.temporary import FOR_TESTS, owned_folder
from dojo.text import visible
from dojo.verdict import CaseResult, KataResult, Verdict, of_kata

START_METHODS = ("fork", "spawn", "forkserver")
PROPERTY = "dojo"  # under this name a report carries (verdict, misconception, message)
NOT_RUN = "Not run: "  # so begins the message of a test that was left out, and the reason follows
RECORDING = "dojo-recording"  # and under this one the pickled observation of a recorded run
ROOT = environment.ROOT

# Exactly the plugins that grading needs, whatever else is installed. Paths are relative to ROOT, and
# so is the working folder while pytest runs: see environment.ours.
_PYTEST = (
    "--config-file=pyproject.toml",
    "--disable-plugin-autoload",
    *("-p", "xdist.plugin"),
    *("-p", "pytest_timeout"),
    *("-p", "no:terminal"),
    *("-p", "no:cacheprovider"),
)

_NODE = re.compile(r"test_(?P<kata>k\d\d_\w+)\.py::(?P<test>\w+)\[(?P<case>[^\]]*)\]$")
_OWN = "answer"  # the label of a subject where a kata has only one


class GraderFailed(Exception):
    """pytest could not do its work; the message is what it said."""


class Interrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C; ``graded`` has the results that were complete by then."""

    def __init__(self, graded: Sequence[KataResult]) -> None:
        """Keep them."""
        super().__init__()
        self.graded = graded


@dataclass(frozen=True)
class Subject:
    """One answer to one kata. ``folder`` holds it under the kata's name; ``label`` tells it apart."""

    kata: Kata
    folder: Path
    label: str = _OWN


@dataclass
class _Reports:
    """A pytest plugin that listens; nothing is believed that was not reported."""

    on_result: Callable[[str], None]
    expected: dict[str, None] = field(default_factory=dict)  # in the order of the test files
    results: dict[str, CaseResult] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    failure: str = ""  # why pytest itself could not go on

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Keep the reason, and have pytest print nothing."""
        self.fails_with(excinfo.value)
        return True

    def fails_with(self, error: BaseException) -> None:
        """The first reason counts; what comes after it is its consequence."""
        if not self.failure and _says_that_a_worker_is_gone(error):
            self.failure = "One of the processes that run the tests was killed, or could not start."
        elif not self.failure:
            words = "".join(traceback.format_exception_only(error)).strip()
            self.failure = f"pytest could not go on: {words}"

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Without workers: these tests will run."""
        self.expected |= dict.fromkeys(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: Sequence[str]) -> None:  # noqa: ARG002  # reason: pytest passes arguments by name
        """With workers: these tests will run."""
        self.expected |= dict.fromkeys(ids)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A test file that cannot be imported is the grader's fault."""
        if report.failed:
            self.broken[report.nodeid] = visible(str(report.longrepr))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep one result a test: the call's, unless another phase (or a worker) failed."""
        if report.when == "call" or report.failed:
            result = result_of(report)
            if result is not None:
                self.results[report.nodeid] = result
                self.on_result(report.nodeid)


def grade(
    subjects: Sequence[Subject],
    *,
    start_methods: Sequence[str] = START_METHODS,
    jobs: int | None = None,
    record: Sequence[str] = (),
    until_named: bool = False,
    on_result: Callable[[Subject], None] = lambda _: None,
) -> list[KataResult]:
    """Grade every subject. ``jobs`` None lets the number of tests decide.

    Under the start methods in ``record``, results carry what a picture is drawn from. ``until_named``
    runs no test that can no longer change what the verdict says; give it one job, for workers do not
    know of each other what they have named.
    Raises GraderFailed when pytest cannot run at all, and Interrupted; nothing of a run survives.
    """
    if obstacle := environment.obstacle():
        raise GraderFailed(obstacle)
    by_key = {(s.kata.name, s.label): s for s in subjects}

    def announce(nodeid: str) -> None:
        key = _key(nodeid)
        if key in by_key:
            on_result(by_key[key])

    reports = _Reports(announce)
    files = sorted({_relative(s.kata.tests) for s in subjects if s.kata.tests.is_file()})
    if not files:
        return [_sum_up(subject, reports) for subject in subjects]
    arguments = [
        *files,
        f"--subjects={_listed(subjects)}",
        f"--start={','.join(start_methods)}",
        f"--record={','.join(record)}",
        *(["--until-named"] if until_named else []),
        *([] if jobs is None else [f"-n{0 if jobs == 1 else jobs}"]),
    ]
    code = _run_pytest(arguments, reports)
    if code == pytest.ExitCode.INTERRUPTED and not reports.broken:
        raise Interrupted([_sum_up(s, reports) for s in subjects if _is_complete(s, reports)])
    if code == pytest.ExitCode.USAGE_ERROR:
        raise GraderFailed(f"pytest ended with {pytest.ExitCode(code).name.lower()}")
    return [_sum_up(subject, reports) for subject in subjects]


@contextmanager
def pytest_at_home() -> Iterator[list[str]]:
    """While pytest can be called: the arguments that every grading begins with.

    The tests' temporary folder is its own. By default all pytests of a user share one, and fail at
    what another one, or another user of that name, left there.
    """
    with environment.ours(), owned_folder(FOR_TESTS) as folder:
        yield [*_PYTEST, f"--basetemp={folder / 'tests'}"]


def _run_pytest(arguments: Sequence[str], reports: _Reports) -> int:
    """Its exit code. Whatever it raises becomes the failure that the reports tell of."""
    with pytest_at_home() as always:
        try:
            return pytest.main([*always, *arguments], plugins=[reports])
        except Exception as error:  # noqa: BLE001  # reason: a worker that dies early makes xdist raise anything
            reports.fails_with(error)
            return pytest.ExitCode.INTERNAL_ERROR


def _says_that_a_worker_is_gone(error: BaseException) -> bool:
    """Whether the line to a worker is closed; execnet's own OSError has no number."""
    broken = (None, errno.EPIPE, errno.ECONNRESET)
    return isinstance(error, EOFError) or (isinstance(error, OSError) and error.errno in broken)


def _relative(tests: Path) -> str:
    return os.path.relpath(tests, ROOT)


def _listed(subjects: Iterable[Subject]) -> str:
    """JSON that tells pytest, and its workers, which answers there are."""
    table: dict[str, dict[str, str]] = {}
    for subject in subjects:
        table.setdefault(subject.kata.name, {})[subject.label] = str(subject.folder.absolute())
    return json.dumps(table)


def _key(nodeid: str) -> tuple[str, str] | None:
    match = _NODE.search(nodeid)
    if match is None:
        return None
    label, _, _ = match["case"].partition("@")
    return match["kata"], label


def case_of(nodeid: str) -> tuple[str, str] | None:
    """The name in words and the start method of a kata's test; None if it is none."""
    match = _NODE.search(nodeid)
    if match is None:
        return None
    method, _, parameters = match["case"].partition("@")[2].partition("-")
    name = match["test"].removeprefix("test_").replace("_", " ")
    return f"{name} [{parameters}]" if parameters else name, method


def result_of(report: pytest.TestReport) -> CaseResult | None:
    """What a report says of a kata's test; None if it is about something else."""
    case = case_of(report.nodeid)
    if case is None:
        return None
    outcome, misconception, message = _outcome(report)
    return CaseResult(
        name=case[0],
        start_method=case[1],
        outcome=outcome,
        misconception=misconception,
        message=message,
        seconds=round(report.duration, 3),
        recording=_recording(report),
    )


def _outcome(report: pytest.TestReport) -> tuple[Verdict, str | None, str]:
    if report.passed:
        return Verdict.SOLVED, None, ""
    for name, value in report.user_properties:
        if name == PROPERTY:
            told: Any = value  # what conftest put there
            return Verdict(told[0]), told[1], told[2]
    return (
        Verdict.COULD_NOT_TELL,
        None,
        f"The grader itself failed:\n{visible(str(report.longrepr))}",
    )


def _recording(report: pytest.TestReport) -> Observation | None:
    for name, value in report.user_properties:
        if name == RECORDING and isinstance(value, bytes):
            seen: Observation = pickle.loads(value)  # noqa: S301  # reason: made by conftest, of our own types and plain data
            return seen
    return None


def _sum_up(subject: Subject, reports: _Reports) -> KataResult:
    key = (subject.kata.name, subject.label)
    if not subject.kata.tests.is_file():
        return _lost(subject, f"The tests of this kata are missing: {subject.kata.tests}")
    expected = [nodeid for nodeid in reports.expected if _key(nodeid) == key]
    order = sorted(expected, key=method_order)
    tests = [reports.results[nodeid] for nodeid in order if nodeid in reports.results]
    result = of_kata(subject.kata.id, subject.kata.name, tests, len(expected))
    broken = [text for nodeid, text in reports.broken.items() if subject.kata.name in nodeid]
    if broken and not tests:
        return _lost(subject, f"The tests of this kata could not be read:\n{broken[0]}")
    if reports.failure and result.verdict is Verdict.COULD_NOT_TELL:
        return replace(result, message=f"The grader itself failed. {reports.failure}")
    return result


def _is_complete(subject: Subject, reports: _Reports) -> bool:
    key = (subject.kata.name, subject.label)
    expected = [nodeid for nodeid in reports.expected if _key(nodeid) == key]
    return bool(expected) and all(nodeid in reports.results for nodeid in expected)


def _lost(subject: Subject, message: str) -> KataResult:
    kata = subject.kata
    return KataResult(kata.id, kata.name, Verdict.COULD_NOT_TELL, message=message)


def method_order(nodeid: str) -> int:
    """Fork before spawn before forkserver: the plainest failure speaks first."""
    method = method_of(nodeid)
    return START_METHODS.index(method) if method in START_METHODS else len(START_METHODS)


def method_of(nodeid: str) -> str:
    """The start method of a kata's test, empty if it is none."""
    _, method = case_of(nodeid) or ("", "")
    return method
