"""The project's own tests run from the repository's root, with its conftest.py."""

import shutil
import signal
from collections.abc import Generator
from pathlib import Path

import pytest

from dojo import catalog
from dojo.grading import ROOT

_PARTS = ("katas", "tests", "solutions", "guide", "dojo")

# A shell lets what it runs in the background ignore Ctrl-C; the tests that press it must not.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How the texts in selftest/messages are brought up to date."""
    parser.addoption("--record-messages", action="store_true", help="re-record selftest/messages")


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Two more than there are cores: many answers wait for a limit that is to be over."""
    workers: int = yield
    return workers and workers + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the proofs of the katas, which take long, so that all workers end at the same time."""
    long = [item for item in items if item.path.stem == "test_katas"]
    short = [item for item in items if item.path.stem != "test_katas"]
    share = len(short) // (len(long) or 1) + 1
    items[:] = [
        item
        for place in range(max(len(long), 1))
        for item in (*long[place : place + 1], *short[place * share : (place + 1) * share])
    ]


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
