"""Thin: which answers are graded, under which start methods, and how a verdict reaches a report."""

import json
import os
import pickle
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dojo import environment, grading
from dojo.answer import Answer
from dojo.arena.client import Arena, ArenaLost, preload
from dojo.text import visible
from dojo.verdict import Unsolved, Verdict

ROOT = Path(__file__).parent
OVERRUNS_ALLOWED = 2  # so many runs of an answer may use up their time before the rest is not run
_overruns: Counter[Path] = Counter()
_lost: Counter[Path] = Counter()  # how many of them were the arena's own
_named: set[Path] = set()  # answers of which it is known what their verdict will say


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options that ``dojo check`` passes on; plain pytest does well without them."""
    group = parser.getgroup("katas")
    methods = ",".join(grading.START_METHODS)
    group.addoption("--against", default=str(ROOT / "katas"), help="the folder with the answers")
    group.addoption("--start", default=methods, help="start methods, separated by commas")
    group.addoption("--subjects", help="JSON: the folder of every answer, by kata and label")
    group.addoption("--record", default="", help="start methods; keep what a picture is drawn from")
    group.addoption(
        "--until-named", action="store_true",
        help="run no more tests of an answer once its verdict is known to name a misconception",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Where tests will run, start the arena's preloaded process beside the collection of tests."""
    _overruns.clear()  # of an earlier session in this process
    _lost.clear()
    _named.clear()
    environment.undo_what_was_inherited()
    hands_out = config.getoption("numprocesses", None) and not hasattr(config, "workerinput")
    if not hands_out:
        preload()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """All cores for many katas; one process for one file, where starting workers costs more."""
    one_file = len(config.args) == 1 and Path(config.args[0].split("::")[0]).is_file()
    many_answers = one_file and len(_answers(config, _kata_of(Path(config.args[0])))) > 1
    return 0 if one_file and not many_answers else len(os.sched_getaffinity(0))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that takes an answer runs once for each answer under each start method."""
    if "answer" in metafunc.fixturenames:
        folders = _answers(metafunc.config, _kata_of(Path(metafunc.module.__file__ or "")))
        cases = [
            pytest.param((folder, method), id=f"{label}@{method}")
            for label, folder in folders.items()
            for method in metafunc.config.getoption("--start").split(",")
        ]
        metafunc.parametrize("answer", cases, indirect=True)


@pytest.fixture
def answer(request: pytest.FixtureRequest) -> Answer:
    """The answer to the kata that this test file is about, under one start method."""
    folder, method = request.param
    record = method in request.config.getoption("--record").split(",")
    return Answer(Arena(Path(folder), _kata_of(request.path), method, record=record))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Iterator[None]:
    """A test that is content is asked once more: did its runs leave something behind.

    An answer that has used up its time again and again is not run any more.
    """
    __tracebackhide__ = True
    given = getattr(item, "funcargs", {}).get("answer")
    if not isinstance(given, Answer):
        yield
        return
    if _overruns[given.file] >= OVERRUNS_ALLOWED:
        if _lost[given.file]:
            why = "the grader itself failed in earlier runs of this answer."
            raise Unsolved(Verdict.COULD_NOT_TELL, grading.NOT_RUN + why)
        why = "earlier runs of this answer used up its time."
        raise Unsolved(Verdict.TOO_MUCH, grading.NOT_RUN + why)
    if given.file in _named and item.config.getoption("--until-named"):
        raise Unsolved(
            Verdict.NOT_YET, grading.NOT_RUN + "an earlier test has named what is wrong."
        )
    try:
        yield
        given.settle()
    except Unsolved as unsolved:
        if unsolved.misconception and given.start_method == grading.START_METHODS[0]:
            _named.add(given.file)  # the first name under this start method is the one that counts
        raise
    except ArenaLost:
        _overruns[given.file] += 1  # it may have cost as much time as one that used up its own
        _lost[given.file] += 1
        raise
    finally:
        _overruns[given.file] += given.overran


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function, call: pytest.CallInfo[Any]) -> Any:
    """Turn an Unsolved into its message, and carry verdict and misconception in the report."""
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, ArenaLost):
        words = "\n".join([str(error), *getattr(error, "__notes__", [])])
        error = Unsolved(Verdict.COULD_NOT_TELL, f"The grader itself failed: {words}")
    if isinstance(error, Unsolved):
        # The message in the place of a traceback: nobody would see that, and it takes milliseconds.
        item.repr_failure = lambda *_, **__: error.message  # type: ignore[method-assign]  # reason: of this one test
    report = yield
    if isinstance(error, Unsolved):
        report.longrepr = error.message
        told = (error.verdict.value, error.misconception, error.message)
        report.user_properties.append((grading.PROPERTY, told))
    given = getattr(item, "funcargs", {}).get("answer")
    if report.failed and isinstance(given, Answer):  # a test may fail over a value of the answer
        report.longrepr = visible(str(report.longrepr))
    if call.when == "call" and isinstance(given, Answer) and given.recorded:
        report.user_properties.append((grading.RECORDING, pickle.dumps(given.last)))
    return report


def _kata_of(test_file: Path) -> str:
    return test_file.name.split("::")[0].removesuffix(".py").removeprefix("test_")


def _answers(config: pytest.Config, kata: str) -> dict[str, str]:
    """The folders of the answers to this kata, by label."""
    if subjects := config.getoption("--subjects"):
        table: dict[str, dict[str, str]] = json.loads(subjects)
        return table.get(kata, {})
    return {"answer": config.getoption("--against")}
