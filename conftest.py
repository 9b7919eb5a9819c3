"""Thin: which answers are graded, under which start methods, and how a verdict reaches a report."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dojo import grading
from dojo.answer import Answer
from dojo.arena.client import Arena, ArenaLost
from dojo.verdict import Unsolved, Verdict

ROOT = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options that ``dojo check`` passes on; plain pytest does well without them."""
    group = parser.getgroup("katas")
    group.addoption("--against", default=str(ROOT / "katas"), help="the folder with the answers")
    group.addoption(
        "--start",
        default=",".join(grading.START_METHODS),
        help="start methods to grade under, separated by commas",
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """All cores for many katas; one process for one file, where starting workers costs more."""
    files = [arg for arg in config.args if Path(arg.split("::")[0]).is_file()]
    one_file = len(config.args) == 1 and len(files) == 1
    return 0 if one_file else len(os.sched_getaffinity(0))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that takes an answer runs once under each start method."""
    if "answer" in metafunc.fixturenames:
        methods = metafunc.config.getoption("--start").split(",")
        metafunc.parametrize("start_method", methods, scope="session")


@pytest.fixture
def answer(request: pytest.FixtureRequest, start_method: str) -> Answer:
    """The answer to the kata that this test file is about, under one start method."""
    module = request.path.stem.removeprefix("test_")
    folder = Path(request.config.getoption("--against"))
    return Answer(Arena(folder, module, start_method))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test that is content is asked once more: did its runs leave something behind?"""
    __tracebackhide__ = True
    yield
    given = getattr(item, "funcargs", {}).get("answer")
    if isinstance(given, Answer):
        given.settle()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Any:
    """Turn an Unsolved into its message, and carry verdict and misconception in the report."""
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, Unsolved):
        report.longrepr = error.message
        report.user_properties.append(
            (grading.PROPERTY, (error.verdict.value, error.misconception, error.message))
        )
    elif isinstance(error, ArenaLost):
        report.longrepr = f"could not tell: {error}"
        report.user_properties.append(
            (grading.PROPERTY, (Verdict.COULD_NOT_TELL.value, None, str(error)))
        )
    return report
