"""Answers that attack the grader get the right verdict, and nothing of them survives."""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dojo import verdict
from dojo.arena import client, confine, kernel
from dojo.arena.client import Arena, ArenaLost
from dojo.arena.limits import Limits
from dojo.arena.observation import Observation
from dojo.verdict import Unsolved, Verdict

FOLDER = Path(__file__).parent / "hostile"
HOSTILE = sorted(FOLDER.glob("*.py"))
LIMITS = Limits(seconds=2.5, memory=256 * 1024 * 1024, processes=24, births=60)

Run = Callable[..., Verdict]


def header(answer: Path, name: str, default: str) -> str:
    """A line ``Name: value`` of a hostile answer's docstring."""
    found = re.search(rf"^{name}: (.+)$", answer.read_text("utf-8"), re.MULTILINE)
    return found[1].strip().rstrip(".") if found else default


def cases() -> Iterator[object]:
    """Every hostile answer under every start method that it makes sense under."""
    for answer in HOSTILE:
        for method in re.split(r",\s*", header(answer, "Start", "fork")):
            yield pytest.param(answer, method, id=f"{answer.stem}@{method}")


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place where each hostile answer gets the one name under which answers are imported."""
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture
def run(staged: Path, request: pytest.FixtureRequest) -> Iterator[Run]:
    """Runs a hostile answer, and checks that nothing of it is left."""
    yield lambda answer, method, **how: judged(stage(staged, answer), method, **how)
    for _ in range(1000):  # the supervisor itself leaves after it has spoken
        if not survivors():
            return
        time.sleep(0.001)  # reason: bounds what has already gone wrong
    pytest.fail(f"{request.node.name} left processes: {survivors()}")


def stage(place: Path, answer: Path) -> Path:
    """The folder in which the answer is called k00_hostile.py."""
    folder = place / answer.stem
    folder.mkdir(exist_ok=True)
    (folder / "k00_hostile.py").write_bytes(answer.read_bytes())
    return folder


def judged(folder: Path, method: str, *, cold: bool = False, use_landlock: bool = True) -> Verdict:
    """The verdict on one hostile answer whose right value would be 42."""
    before = shared_memory()
    arena = Arena(folder, "k00_hostile", method, LIMITS, cold=cold, use_landlock=use_landlock)
    try:
        seen = arena.run("answer")
    except ArenaLost:
        return Verdict.COULD_NOT_TELL
    left = {name for name in shared_memory() - before if not name.startswith(("sem.dojo", "psm_"))}
    assert left == set(), f"left in shared memory: {left}"
    return of(seen)


def of(seen: Observation) -> Verdict:
    """What a kata's test would say of this observation."""
    try:
        verdict.returned(seen)
        if type(seen.ending.value) is not int or seen.ending.value != 42:
            return Verdict.NOT_YET
        verdict.nothing_left(seen)
    except Unsolved as unsolved:
        return unsolved.verdict
    return Verdict.SOLVED


def survivors() -> set[int]:
    """Living processes below the preloaded process: it is the subreaper of all runs."""
    mine = client._shared.pid
    below = {mine}
    stats = [s for s in map(kernel.stat, map(int, filter(str.isdigit, os.listdir("/proc")))) if s]
    for _ in range(8):
        below |= {s.pid for s in stats if s.parent in below}
    return {s.pid for s in stats if s.pid in below - {mine} and s.state not in "ZX"}


def shared_memory() -> set[str]:
    """What is in /dev/shm, less what neighbours under xdist name after their own runs."""
    return set(os.listdir("/dev/shm"))


def expected(answer: Path) -> list[str]:
    """The verdicts that the answer's docstring allows."""
    return re.split(r",\s*|\s+or\s+", header(answer, "Verdict", "?"))


@pytest.mark.parametrize(("attack", "method"), list(cases()))
def test_a_hostile_answer_gets_its_verdict(run: Run, attack: Path, method: str) -> None:
    assert run(attack, method).value in expected(attack)


@pytest.mark.parametrize(("attack", "method"), list(cases()))
def test_it_gets_the_same_verdict_in_a_cold_arena(run: Run, attack: Path, method: str) -> None:
    assert run(attack, method, cold=True).value in expected(attack)


@pytest.mark.skipif(
    confine.landlock_version() == 0, reason="this kernel has no Landlock to do without"
)
@pytest.mark.parametrize(("attack", "method"), list(cases()))
def test_it_gets_the_same_verdict_without_landlock(run: Run, attack: Path, method: str) -> None:
    allowed = expected(attack) + header(attack, "Without Landlock", "").split(" or ")
    assert run(attack, method, use_landlock=False).value in allowed
