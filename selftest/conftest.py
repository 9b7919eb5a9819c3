"""The project's own tests run from the repository's root, with its conftest.py."""

import itertools
import shutil
import signal
import sys
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import pytest

from dojo import catalog
from dojo.grading import ROOT

_PARTS = ("katas", "tests", "solutions", "guide", "dojo")

# A shell lets what it runs in the background ignore Ctrl-C; the tests that press it must not.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How the texts in selftest/messages are brought up to date, and how much is run."""
    parser.addoption("--record-messages", action="store_true", help="re-record selftest/messages")
    parser.addoption(
        "--thorough", action="store_true", help="run all tests marked thorough, not one of four"
    )


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Two more than there are cores: many answers wait for a limit that is to be over."""
    workers: int = yield
    return workers and workers + 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is thorough, and spread what takes long, so that all workers end together."""
    if not config.getoption("--thorough"):
        items[:] = [*_in_turn(items)]
    long = [item for item in items if item.path.stem == "test_katas"]
    short = [item for item in items if item.path.stem != "test_katas"]
    share = len(short) // (len(long) or 1) + 1
    items[:] = [
        item
        for place in range(max(len(long), 1))
        for item in (*long[place : place + 1], *short[place * share : (place + 1) * share])
    ]


def _in_turn(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """All tests, but of the thorough ones one of four: others with each Python."""
    turn = itertools.count(sys.version_info.minor)
    for item in items:
        if item.get_closest_marker("thorough") is None or next(turn) % 4 == 0:
            yield item


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the repository in which nothing was graded yet, and every kata is as it came."""
    copy = tmp_path / "project"
    for part in _PARTS:
        shutil.copytree(ROOT / part, copy / part)
    for file in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / file, copy)
    for kata in catalog.shipped(ROOT):
        shutil.copy(kata.pristine, copy / "katas" / f"{kata.name}.py")
    return copy
