"""Answers that attack the grader get the right verdict, and nothing of them survives."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dojo import verdict
from dojo.arena import client, confine, kernel
from dojo.arena.client import Arena, ArenaLost
from dojo.arena.limits import Isolation, Limits
from dojo.arena.observation import Observation
from dojo.grading import ROOT
from dojo.text import visible
from dojo.verdict import Unsolved, Verdict

FOLDER = Path(__file__).parent / "hostile"
HOSTILE = sorted(FOLDER.glob("*.py"))
LIMITS = Limits(seconds=2.5, memory=768 * 1024 * 1024, processes=24, births=60)

ISOLATIONS: tuple[Isolation, ...] = ("namespaces", "plain")

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
    before = shared_memory()
    yield lambda answer, method, *how, **more: judged(stage(staged, answer), method, *how, **more)
    files = shared_memory() - before
    for _ in range(60_000):  # the supervisor itself leaves after it has spoken
        # Neighbours under xdist have files of their own there, which go with their own runs: the
        # longest of those is bounded by a minute.
        files &= shared_memory()
        if not files and not survivors():
            return
        time.sleep(0.001)  # reason: bounds what has already gone wrong
    pytest.fail(f"{request.node.name} left {files | survivors()}")


def stage(place: Path, answer: Path) -> Path:
    """The folder in which the answer is called k00_hostile.py."""
    folder = place / answer.stem
    folder.mkdir(exist_ok=True)
    (folder / "k00_hostile.py").write_bytes(answer.read_bytes())
    return folder


def judged(folder: Path, method: str, isolation: Isolation | None = None, **how: Any) -> Verdict:
    """The verdict on one hostile answer whose right value would be 42."""
    arena = Arena(folder, "k00_hostile", method, LIMITS, isolation=isolation, **how)
    try:
        seen = arena.run("answer")
    except ArenaLost:
        return Verdict.COULD_NOT_TELL
    if isolation == "plain":  # it finds only a part of what is left there, see test_leftovers
        remove_from_shared_memory(seen.root)
    return of(seen)


def of(seen: Observation) -> Verdict:
    """What a kata's test would say of this observation."""
    try:
        verdict.returned(seen)
        if type(seen.ending.value) is not int or seen.ending.value != 42:
            return Verdict.NOT_YET
        verdict.nothing_left(seen)
    except Unsolved as unsolved:
        check_message(unsolved.message)
        return unsolved.verdict
    finally:
        assert str(seen) == visible(str(seen))
    return Verdict.SOLVED


def check_message(message: str) -> None:
    """Nothing in it moves a cursor, and somebody can read it."""
    assert message == visible(message)
    assert len(message) < 10_000


def survivors() -> set[int]:
    """Living processes below the preloaded ones, which are the subreapers of all runs.

    Without the supervisor of each that waits for the next run, and whoever waits outside for it.
    """
    stats = [s for s in map(kernel.stat, kernel.all_pids()) if s and s.state not in "ZX"]
    left: set[int] = set()
    for preloaded in client.all_shared():
        waiting = [s.pid for s in stats if s.parent == preloaded.pid][-1:]
        waiting += [s.pid for s in stats if s.parent in waiting][:1]
        below = {preloaded.pid}
        for _ in range(8):
            below |= {s.pid for s in stats if s.parent in below}
        left |= {s.pid for s in stats if s.pid in below - {preloaded.pid, *waiting}}
    return left


def shared_memory() -> set[str]:
    """What is in /dev/shm."""
    return set(os.listdir("/dev/shm"))


def remove_from_shared_memory(pid: int) -> list[str]:
    """Remove what the hostile answer with this pid has left in /dev/shm; its names tell whose it is."""
    ours = re.compile(rb"k00_hostile_%d(?!\d)" % pid)
    paths = [os.path.join(b"/dev/shm", n) for n in os.listdir(b"/dev/shm") if ours.search(n)]
    for path in paths:
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
    return [repr(path) for path in paths]


def expected(answer: Path, isolation: str = "namespaces") -> list[str]:
    """The verdicts that the answer's docstring allows."""
    always = header(answer, "Verdict", "?")
    told = header(answer, "In plain", always) if isolation == "plain" else always
    return re.split(r",\s*|\s+or\s+", told)


@pytest.mark.parametrize("isolation", ISOLATIONS)
@pytest.mark.parametrize(("attack", "method"), list(cases()))
def test_a_hostile_answer_gets_its_verdict(
    run: Run, attack: Path, method: str, isolation: Isolation
) -> None:
    assert run(attack, method, isolation).value in expected(attack, isolation)


@pytest.mark.thorough
@pytest.mark.parametrize(("attack", "method"), list(cases()))
def test_it_gets_the_same_verdict_in_a_cold_arena(run: Run, attack: Path, method: str) -> None:
    assert run(attack, method, cold=True).value in expected(attack)


@pytest.mark.thorough
@pytest.mark.skipif(
    confine.landlock_version() == 0, reason="this kernel has no Landlock to do without"
)
@pytest.mark.parametrize(("attack", "method"), list(cases()))
def test_it_gets_the_same_verdict_without_landlock(run: Run, attack: Path, method: str) -> None:
    allowed = expected(attack) + header(attack, "Without Landlock", "").split(" or ")
    assert run(attack, method, use_landlock=False).value in allowed


def test_the_readme_lists_every_hostile_answer_as_its_docstring_has_it() -> None:
    told = (FOLDER / "README.md").read_text("utf-8")
    rows = [
        f"| `{answer.stem}` | {what_it_does(answer)} | {header(answer, 'Verdict', '?')} |"
        for answer in HOSTILE
    ]
    assert told[told.index("| `") :].splitlines() == rows


def what_it_does(answer: Path) -> str:
    """The beginning of its docstring, up to the lines that have names."""
    text = answer.read_text("utf-8").removeprefix('"""')
    return " ".join(re.split(r'\n(?:[A-Z][\w ]*: |""")', text)[0].split())


NEIGHBOURS = 4
# Those that end at once: a learner's slow ones are bounded, which other tests show.
BESIDE = [
    "exit_zero_at_import", "exit_zero_in_the_call", "sys_exit_in_the_call", "kills_its_parent",
    "kills_its_group", "kills_its_grandparent_too", "stops_its_parent", "equals_everything",
    "patches_pytest", "patches_the_clock", "fake_pytest_summary", "fake_result_files",
    "forges_reports_on_every_socket", "double_fork_daemon", "daemon_without_a_trace", "fork_bomb",
    "closes_every_descriptor", "segfaults", "unloads_the_grader", "leaks_shared_memory",
    "forked_child_returns_too", "pickles_as_forty_two", "replaces_multiprocessing", "zombies",
]  # fmt: skip


@pytest.mark.timeout(300)
def test_neighbours_of_hostile_answers_keep_their_verdicts(tmp_path: Path) -> None:
    """All graded at once as answers to one kata: none is solved, every neighbour is."""
    subjects = {f"neighbour.{n}": ROOT / "solutions" for n in range(NEIGHBOURS)}
    for name in BESIDE:
        folder = tmp_path / name
        folder.mkdir()
        attack = (FOLDER / f"{name}.py").read_text("utf-8")
        as_k21 = "\n\ndef run_in_child(work, item, **options):\n    return answer()\n"
        (folder / "k21_the_missing_comma.py").write_text(attack + as_k21, encoding="utf-8")
        subjects[f"hostile.{name}"] = folder
    script = tmp_path / "grade.py"
    script.write_text(
        "import json, sys\nfrom pathlib import Path\nfrom dojo import catalog, grading\n"
        "(kata,) = catalog.select(catalog.find(grading.ROOT), ['k21'])\n"
        "subjects = [grading.Subject(kata, Path(f), n) for n, f in json.loads(sys.argv[1]).items()]\n"
        "told = grading.grade(subjects, start_methods=['fork'], jobs=2)\n"
        "print(json.dumps({s.label: r.verdict for s, r in zip(subjects, told, strict=True)}))\n"
    )
    table = json.dumps({label: str(folder) for label, folder in subjects.items()})
    done = subprocess.run(
        [sys.executable, "-c", f"import runpy; runpy.run_path({str(script)!r})", table],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    assert {v for label, v in told.items() if label.startswith("neighbour")} == {"solved"}
    assert "solved" not in {v for label, v in told.items() if label.startswith("hostile")}
    assert len(told) == NEIGHBOURS + len(BESIDE)
