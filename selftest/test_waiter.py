"""How a process waits is told from what it does, however fast it does it."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from dojo import waiter
from dojo.arena.client import Arena
from dojo.arena.probes import gate
from dojo.grading import START_METHODS
from dojo.support import Announced
from dojo.waiter import Wait

ANSWERS = Path(__file__).parent / "answers"


def watched(start_method: str, function: str, *args: Any, patience: int = 0) -> Wait:
    """How the caller waits while its child stands at a gate that stays closed."""
    arena = Arena(ANSWERS, "k00_arena", start_method)
    with arena.start(function, Announced(gate("closed")), *args) as live:
        caller = live.wait_for("caller")[0].pid
        live.wait_for("closed")
        return waiter.watch(live.outside(caller), ANSWERS / "k00_arena.py", patience=patience)


@pytest.mark.parametrize("start_method", START_METHODS)
def test_who_joins_is_asleep_and_the_line_is_told(start_method: str) -> None:
    wait = watched(start_method, "child_tells")
    assert (wait.how, wait.source) == ("asleep", "child.join()")


# It is looked at while it runs: with so short a pause it may be met while it asks.
@pytest.mark.parametrize(
    ("pause", "where"),
    [(0.001, {"time.sleep(pause)", "while child.is_alive():"}), (0.05, {"time.sleep(pause)"})],
)
def test_who_sleeps_and_asks_again_is_told_by_its_wakes(pause: float, where: set[str]) -> None:
    wait = watched("fork", "child_polled", pause)
    assert wait.how == "polls"
    assert wait.wakes >= 5
    assert wait.source in where


@pytest.mark.parametrize(("patience", "how"), [(0, "asleep"), (2, "polls")])
def test_who_waits_with_a_long_limit_sleeps_and_to_the_patient_polls(
    patience: int, how: str
) -> None:
    wait = watched("fork", "child_joined_with_a_limit", 0.2, patience=patience)
    assert (wait.how, wait.source) == (how, "child.join(limit)")


@pytest.mark.parametrize("words", [["child_tells"], ["child_joined_with_an_idle_handler"]])
def test_who_waits_without_a_limit_is_asleep_to_the_patient_too(words: list[str]) -> None:
    assert watched("fork", *words, patience=2).how == "asleep"


def test_who_is_woken_by_alarms_is_not_asleep() -> None:
    wait = watched("fork", "child_awaited_with_alarms")
    assert (wait.how, wait.by_alarm) == ("polls", True)


def test_who_asks_without_a_pause_is_told_by_its_use_of_a_processor() -> None:
    wait = watched("fork", "child_polled", 0)
    assert wait.how == "spins"
    assert wait.cpu >= 0.5
    assert wait.line is not None


def test_who_ends_is_gone() -> None:
    with subprocess.Popen("true") as child:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert waiter.watch(child.pid, ANSWERS).how == "gone"
    assert waiter.watch(child.pid, ANSWERS).how == "gone"
