"""The set is sound: stubs fail, right answers pass, wrong ones are named, messages are as reviewed."""

import difflib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dojo import catalog
from dojo.arena import kernel
from dojo.arena.limits import ISOLATION
from dojo.catalog import Kata
from dojo.grading import ROOT

MESSAGES = Path(__file__).parent / "messages"
RECORDED_WITH = (3, 11)  # Python's own error texts differ a little from version to version
KATAS = catalog.find(ROOT)

# What may differ from run to run. Where more than that may differ, edit the recorded text: its …
# stands for anything.
_VARYING = (
    (re.compile(r"/tmp/[\w./-]+/"), "/tmp/…/"),
    (re.compile(r"\b0x[0-9a-f]+\b"), "0x…"),
    (re.compile(r"\d+(\.\d+)?"), "N"),
    (re.compile(r"\bN (process|child|time|thread|number|worker)(es|ren|s)?\b"), r"N \1(s)"),
)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_every_answer_gets_what_it_must_and_the_learner_reads_what_was_reviewed(
    kata: Kata, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    words = [kata.id, "-j", "1", "--until-named", "--right-in-turn", "--record", "in turn"]
    prove(*words, "--messages", str(tmp_path))
    if sys.version_info[:2] == RECORDED_WITH:
        compare(kata, tmp_path / kata.id, record=pytestconfig.getoption("--record-messages"))


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_the_solution_is_solved_without_namespaces_too(kata: Kata) -> None:
    command = [sys.executable, "-m", "dojo", "check", kata.id, "--against", "solutions", "-j", "1"]
    plain = os.environ | {ISOLATION: "plain"}
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_make_test_leaves_out_changes_no_verdict(tmp_path: Path) -> None:
    texts: list[dict[str, str]] = []
    counts: list[list[int]] = []
    for name, words in (("all", ()), ("some", ("--until-named", "--right-in-turn"))):
        folder = tmp_path / name
        said = prove("k22", "-j", "1", *words, "--messages", str(folder))
        counts.append([int(number) for number in re.findall(r"\d+", said.splitlines()[-1])])
        texts.append({path.name: normal(path.read_text("utf-8")) for path in folder.rglob("*.txt")})
    assert texts[0] == texts[1]
    assert len(texts[0]) > 1
    (answers, ran, tests, off), (_, ran_of_some, tests_of_some, off_of_some) = counts
    assert (ran, off, off_of_some) == (tests, 0, 0)
    right = len(list((ROOT / "selftest/right/k22").glob("*.py")))
    assert tests_of_some == tests - right * tests // answers * 2 // 3  # two start methods of three
    assert ran_of_some < tests_of_some


def prove(*words: str) -> str:
    """What it prints; every answer got what it must."""
    command = [sys.executable, "-m", "dojo.upkeep.prove", *words]
    proof = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert proof.returncode == 0, proof.stdout + proof.stderr
    return proof.stdout


# k34 asks about processes of the machine, which its tests start themselves.
K34 = """
import os, sys
sys.path.insert(0, "tests")
import test_k34_asleep_or_working as k34
with k34.process(getattr(k34, sys.argv[1])) as pid:
    print(pid, flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize(
    "code", "COMPUTES READS USED_TO_COMPUTE STOPS ENDS APPLIES HELD ODD_NAME".split()
)
def test_what_k34_has_started_ends_when_its_grader_is_killed(code: str) -> None:
    command = [sys.executable, "-c", K34, code]
    killed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    group = int(killed.stdout)
    assert killed.returncode == -signal.SIGKILL
    for _ in range(2000):
        if not living(group):
            break
        time.sleep(0.01)  # reason: bounds what has already gone wrong
    assert living(group) == []


def living(group: int) -> list[int]:
    """The processes of this group that have not ended."""
    return [pid for pid in kernel.all_pids() if kernel.lives(pid) and group_of(pid) == group]


def group_of(pid: int) -> int:
    """The process group that it is in; 0 when it is gone."""
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def compare(kata: Kata, found: Path, *, record: bool) -> None:
    """Every message is the recorded one; no recorded one is left over."""
    kept = MESSAGES / kata.id
    texts = {path.name: normal(path.read_text("utf-8")) for path in found.glob("*.txt")}
    recorded = {path.name: path.read_text("utf-8") for path in kept.glob("*.txt")}
    off = [
        name
        for name in sorted(texts.keys() | recorded.keys())
        if not matches(recorded.get(name, ""), texts.get(name, ""))
    ]
    if record:
        kept.mkdir(parents=True, exist_ok=True)
        for name in off:
            (kept / name).unlink(missing_ok=True)
            if name in texts:
                (kept / name).write_text(texts[name], encoding="utf-8")
        return
    difference = "\n".join(
        line
        for name in off
        for line in difflib.unified_diff(
            recorded.get(name, "").splitlines(),
            texts.get(name, "").splitlines(),
            name,
            "now",
            lineterm="",
        )
    )
    assert not off, (
        f"{difference}\nIf that is what a learner should read, record it: "
        f"python -m pytest selftest/test_katas.py -k {kata.id} --record-messages"
    )


def matches(recorded: str, text: str) -> bool:
    """Whether the text is the recorded one, whose … stands for anything."""
    pattern = ".*".join(map(re.escape, recorded.split("…")))
    return bool(re.fullmatch(pattern, text, re.DOTALL))


def normal(text: str) -> str:
    """The text without what may differ from run to run."""
    for pattern, instead in _VARYING:
        text = pattern.sub(instead, text)
    return text
