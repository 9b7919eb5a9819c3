"""The command line from outside, as a user calls it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dojo import catalog
from dojo.arena import kernel
from dojo.grading import ROOT

SLOW = '"""Sleeps."""\n\nimport time\n\n\ndef run_in_child(work, item, **options):\n    time.sleep(60)\n'
VERDICTS = {
    "solved", "not yet", "stuck", "crashed", "left something behind", "too much", "could not tell",
}  # fmt: skip


def dojo(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """``python -m dojo check …`` with its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "dojo", "check", *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, check=False, **options,
    )  # fmt: skip


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A folder with an answer to k21 alone: its solution."""
    folder = tmp_path / "answers"
    folder.mkdir()
    solved = (ROOT / "solutions" / "k21_the_missing_comma.py").read_text("utf-8")
    (folder / "k21_the_missing_comma.py").write_text(solved)
    return folder


def test_zero_when_what_was_asked_for_is_solved(answers: Path) -> None:
    done = dojo("k21", "--against", answers)
    assert (done.returncode, done.stderr) == (0, "")
    assert "solved" in done.stdout


def test_one_when_something_is_not_solved(answers: Path) -> None:
    stub = ROOT / "selftest" / "wrong" / "k21" / "parentheses_are_a_tuple.py"
    (answers / "k21_the_missing_comma.py").write_text(stub.read_text("utf-8"))
    done = dojo("k21", "--against", answers)
    assert done.returncode == 1
    said = re.sub(r"\s+", " ", done.stdout)
    assert "A comma makes a tuple" in said
    assert "parentheses_are_a_tuple: see guide/k21_the_missing_comma.md" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["k99"], "k99"),
        (["k21", "--start", "vfork"], "'vfork' is no start method"),
        (["k21", "--against", "/nowhere"], "no file or folder"),
        (["k21", "-j", "0"], "-j takes a number from 1 on"),
        (["k21", "--json", "/nowhere/file.json"], "No such file"),
        (["--against", "README.md"], "Which kata"),
    ],
)
def test_two_and_one_sentence_when_it_is_asked_for_what_cannot_be(
    words: list[str], says: str
) -> None:
    done = dojo(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_two_when_what_it_says_cannot_be_written(answers: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dojo", "check", "k21", "--against", answers, "--start", "fork"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "No space left on device\n")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def run_in_child(:\n", "SyntaxError"),
        ("def something_else():\n    return 1\n", "no function 'run_in_child'"),
        ("", "no function 'run_in_child'"),
        ("raise RuntimeError('at import')\n", "at import"),
        ("\0", "null bytes"),
    ],
)
def test_an_answer_that_cannot_be_called_is_told_why(answers: Path, source: str, says: str) -> None:
    (answers / "k21_the_missing_comma.py").write_text(source)
    done = dojo("k21", "--against", answers, "--start", "fork")
    assert done.returncode == 1
    assert says in re.sub(r"\s+", " ", done.stdout)


def test_one_file_of_any_name_is_graded_as_the_kata_that_was_named(tmp_path: Path) -> None:
    mine = tmp_path / "my answer.py"
    mine.write_text((ROOT / "solutions" / "k21_the_missing_comma.py").read_text("utf-8"))
    assert dojo("k21", "--against", mine, "--start", "fork").returncode == 0


def test_json_has_exactly_the_promised_form(answers: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    dojo("k21", "--against", answers, "--json", file, "--start", "fork,spawn")
    document = json.loads(file.read_text("utf-8"))
    assert document["schema"] == "dojo/1"
    (kata,) = document["katas"]
    assert set(kata) == {"id", "name", "verdict", "misconception", "message", "tests", "seconds"}
    assert (kata["id"], kata["verdict"], kata["misconception"]) == ("k21", "solved", None)
    for test in kata["tests"]:
        assert set(test) == {"name", "start_method", "outcome", "message", "seconds"}
    assert {test["start_method"] for test in kata["tests"]} == {"fork", "spawn"}
    assert {test["outcome"] for test in kata["tests"]} <= VERDICTS


def test_json_has_an_entry_for_every_kata_that_was_asked_for(answers: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    done = dojo("--against", answers, "--json", file, "--start", "fork")
    told = {kata["id"]: kata["verdict"] for kata in json.loads(file.read_text("utf-8"))["katas"]}
    assert set(told) == {kata.id for kata in catalog.find(ROOT)}
    assert told.pop("k21") == "solved"
    assert set(told.values()) == {"not yet"}
    assert done.returncode == 1


def test_junit_counts_every_test(answers: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.xml"
    dojo("k21", "--against", answers, "--junit", file, "--start", "fork")
    (suite,) = ET.parse(file).getroot()  # noqa: S314  # reason: our own file
    assert suite.get("name") == "k21_the_missing_comma"
    assert (suite.get("failures"), suite.get("errors")) == ("0", "0")
    assert int(suite.get("tests", "0")) == len(suite) > 3


def test_plain_pytest_gives_the_same_verdict(answers: Path) -> None:
    test = "tests/test_k21_the_missing_comma.py"
    plain = [sys.executable, "-m", "pytest", test, "-p", "no:cacheprovider", "-q", "--start=fork"]
    solved = subprocess.run(
        [*plain, f"--against={answers}"], cwd=ROOT, capture_output=True, check=False
    )
    (answers / "k21_the_missing_comma.py").write_text("def run_in_child(work, item): return 0\n")
    unsolved = subprocess.run(
        [*plain, f"--against={answers}"], cwd=ROOT, capture_output=True, check=False
    )
    assert (solved.returncode, unsolved.returncode) == (0, 1)


def test_the_scoreboard_reads_well_at_eighty_columns_and_without_colour(answers: Path) -> None:
    done = dojo("--against", answers, "--start", "fork", env={**os.environ, "COLUMNS": "80"})
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert re.search(r"^2\. The Process object +1 of \d+$", done.stdout, re.MULTILINE)
    assert done.stdout.strip().splitlines()[-1].startswith("Next: edit katas/k")


def start_slow(answers: Path, file: Path) -> subprocess.Popen[str]:
    """A check that goes on for a while: its answer sleeps."""
    (answers / "k21_the_missing_comma.py").write_text(SLOW)
    return subprocess.Popen(
        [sys.executable, "-m", "dojo", "check", "k21", "--against", answers, "--json", file, "-j", "2"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def wait_until_an_answer_sleeps(check: subprocess.Popen[Any]) -> int:
    """Return when an answer is in ``time.sleep``: the pid of the check's child above it."""
    while check.poll() is None:
        stats = [kernel.stat(pid) for pid in kernel.all_pids()]
        parents = {s.pid: s.parent for s in stats if s}
        for pid in parents:
            line = [pid]  # from this process up to the first of all
            while line[-1] in parents:
                line.append(parents[line[-1]])
            if check.pid in line[1:] and is_asleep(pid):
                return line[line.index(check.pid) - 1]
    raise AssertionError(check.communicate())


def is_asleep(pid: int) -> bool:
    """Whether a thread of this process is in ``time.sleep``."""
    return any(t.call in ("nanosleep", "clock_nanosleep") for t in kernel.threads(pid))


@pytest.mark.timeout(200)
def test_when_a_worker_is_killed_every_kata_still_has_its_entry(
    answers: Path, tmp_path: Path
) -> None:
    file = tmp_path / "results.json"
    with start_slow(answers, file) as check:
        os.kill(wait_until_an_answer_sleeps(check), signal.SIGKILL)
        check.communicate()
    (kata,) = json.loads(file.read_text("utf-8"))["katas"]
    assert kata["verdict"] in ("too much", "could not tell")
    assert "could not tell" in {test["outcome"] for test in kata["tests"]}


def test_when_the_grader_is_killed_its_json_says_that_it_could_not_tell(
    answers: Path, tmp_path: Path
) -> None:
    file = tmp_path / "results.json"
    with start_slow(answers, file) as check:
        wait_until_an_answer_sleeps(check)
        check.kill()
    (kata,) = json.loads(file.read_text("utf-8"))["katas"]
    assert kata["verdict"] == "could not tell"


@pytest.mark.parametrize("when", ["at its start", "once it speaks"])
def test_a_worker_that_is_killed_early_is_told_as_the_graders_failure(
    answers: Path, tmp_path: Path, when: str
) -> None:
    file = tmp_path / "results.json"
    killer = KILLS_A_WORKER.format(after="bootstrap" if when == "at its start" else "makegateway")
    done = subprocess.run(
        [sys.executable, "-c", killer, "check", "k21", "--against", answers, "--json", file, "-j", "2"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "INTERNALERROR" not in done.stderr
    assert "Traceback" not in done.stderr
    (kata,) = json.loads(file.read_text("utf-8"))["katas"]
    assert kata["verdict"] == "could not tell"
    assert "One of the processes that run the tests was killed" in kata["message"]


# A dojo whose first worker is killed just before, or just after, it says its first word.
KILLS_A_WORKER = """
import os, signal, sys
from execnet import gateway_bootstrap, multi
from dojo.__main__ import main
before, make = gateway_bootstrap.bootstrap_import, multi.Group.makegateway
def killed(io):
    io.popen.kill()
    io.popen.wait()
def bootstrap(io, spec):
    if {after!r} == "bootstrap":
        killed(io)
    return before(io, spec)
def makegateway(self, spec):
    gateway = make(self, spec)
    if {after!r} == "makegateway":
        killed(gateway._io)
    return gateway
gateway_bootstrap.bootstrap_import, multi.Group.makegateway = bootstrap, makegateway
sys.exit(main())
"""


def test_what_a_killed_grading_left_is_removed_by_the_next(answers: Path, tmp_path: Path) -> None:
    answer = answers / "k21_the_missing_comma.py"
    answer.write_text(SLOW)
    (tmp_path / "temporary").mkdir()
    place = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    with subprocess.Popen(
        [sys.executable, "-m", "dojo", "check", "k21", "--against", answer], cwd=ROOT, env=place,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as check:  # fmt: skip
        wait_until_an_answer_sleeps(check)
        alive = dojo("k22", "--against", "solutions", "--start", "fork", env=place)
        assert alive.returncode == 0
        left = [*(tmp_path / "temporary").glob("dojo-answers-*")]
        assert len(left) == 1  # it was not taken from the one that was at work
        check.kill()
    answer.write_text((ROOT / "solutions" / answer.name).read_text("utf-8"))
    assert dojo("k21", "--against", answer, "--start", "fork", env=place).returncode == 0
    assert [*(tmp_path / "temporary").glob("dojo-answers-*")] == []
    assert [*(tmp_path / "temporary").glob("dojo-tests-*")] == []


def test_ctrl_c_ends_it_with_two_and_a_sentence(answers: Path, tmp_path: Path) -> None:
    with start_slow(answers, tmp_path / "results.json") as check:
        wait_until_an_answer_sleeps(check)
        os.killpg(check.pid, signal.SIGINT)
        _, stderr = check.communicate(timeout=60)
    assert check.returncode == 2
    assert "Interrupted" in stderr
    assert "Traceback" not in stderr


def test_ctrl_c_says_and_writes_what_was_graded_until_then(answers: Path, tmp_path: Path) -> None:
    (answers / "k21_the_missing_comma.py").write_text(SLOW)
    shutil.copy(ROOT / "katas" / "k15_turn_taking_or_truly_parallel.py", answers)
    file = tmp_path / "results.json"
    with subprocess.Popen(
        [sys.executable, "-m", "dojo", "check", "k15", "k21", "--start", "fork",
         "--against", answers, "--json", file, "-j", "1"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as check:  # fmt: skip
        wait_until_an_answer_sleeps(check)
        check.send_signal(signal.SIGINT)
        _, stderr = check.communicate(timeout=60)
    assert check.returncode == 2
    assert stderr == "Interrupted; no process is left. Graded until then: k15 not yet.\n"
    verdicts = [kata["verdict"] for kata in json.loads(file.read_text("utf-8"))["katas"]]
    assert verdicts == ["not yet", "could not tell"]
