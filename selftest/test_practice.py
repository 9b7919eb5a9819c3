"""Hints, reasons, solutions, reset, undo and progress, from outside, in a copy of the repository."""

import hashlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest

from dojo import catalog
from dojo.grading import ROOT, START_METHODS
from dojo.practice import guide, log
from dojo.verdict import KataResult, Verdict

NAME = "k21_the_missing_comma"
ANSWER = f"katas/{NAME}.py"
LOG = ".dojo/progress.jsonl"
KATAS = catalog.shipped(ROOT)

# Runs dojo where no file may grow beyond so many bytes, which is how a full disk looks.
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv[:2] = ["dojo"]
runpy.run_module("dojo", run_name="__main__")
"""

# Waits for a line on stdin, then appends 500 records.
APPENDS = """
import sys
from pathlib import Path
from dojo import catalog
from dojo.practice import log
kata = catalog.of_name(Path(), sys.argv[1])
sys.stdin.readline()
for step in range(500):
    log.record_hint(Path(), kata, step)
"""


def dojo(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """``python -m dojo …`` with nobody at its terminal."""
    return run(root, "-m", "dojo", *words)


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python, in the copy."""
    return subprocess.run(
        [sys.executable, *words], cwd=root, env=environment(), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def on_a_terminal(root: Path, *words: str, typed: str = "", columns: int = 80) -> tuple[int, str]:
    """``python -m dojo …`` on a terminal of its own, where this was typed: exit code and screen."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (50, columns))
    with subprocess.Popen(
        [sys.executable, "-m", "dojo", *words], cwd=root, env=environment(),
        stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(slave)
        os.write(master, typed.encode())
        screen = b""
        try:
            while piece := os.read(master, 65536):
                screen += piece
        except OSError:
            pass  # the last one at the other end has gone
    os.close(master)
    return process.returncode, screen.decode()


def environment() -> dict[str, str]:
    """Without what changes how the screen looks."""
    kept = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}}
    return {**kept, "TERM": "xterm-256color"}


def one_line(text: str) -> str:
    """The words, however they were wrapped."""
    return re.sub(r"\s+", " ", text)


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def graded(root: Path, verdict: str, answer: str | None = None, **fields: Any) -> None:
    """Write to the log that k21 was graded, as it is now unless another content is given."""
    record = {
        "kind": "graded", "time": "2026-11-24T08:12:33+00:00", "kata": NAME,
        "answer": answer or sha(root / ANSWER), "tests": sha(root / f"tests/test_{NAME}.py"),
        "verdict": verdict, "misconception": None, "message": "", "methods": START_METHODS, **fields,
    }  # fmt: skip
    (root / LOG).parent.mkdir(exist_ok=True)
    with (root / LOG).open("a") as file:
        file.write(json.dumps(record) + "\n")


def solve(root: Path) -> None:
    """Put the solution in the answer's place, and write to the log that it was graded as solved."""
    shutil.copy(root / f"solutions/{NAME}.py", root / ANSWER)
    graded(root, "solved")


def records(root: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (root / LOG).read_text("utf-8").splitlines()]


def state(root: Path) -> str:
    """What progress says of k21, in one line."""
    (line,) = [x for x in dojo(root, "progress").stdout.splitlines() if x.startswith("k21  ")]
    return one_line(line.removeprefix("k21  the missing comma")).strip()


# ---- The log ----------------------------------------------------------------------------------


def test_check_notes_what_was_graded_and_says_so_in_progress(root: Path) -> None:
    assert dojo(root, "check", "k21").returncode == 1
    shutil.copy(root / f"solutions/{NAME}.py", root / ANSWER)
    done = dojo(root, "check", "k21")
    assert (done.returncode, done.stderr) == (0, "")
    first, second = records(root)
    assert set(second) == {
        "kind", "time", "kata", "answer", "tests", "verdict", "misconception", "message", "methods",
    }  # fmt: skip
    assert (first["verdict"], first["misconception"]) == ("not yet", "parentheses_are_a_tuple")
    assert "look at " in first["message"]
    assert (second["answer"], second["verdict"]) == (sha(root / ANSWER), "solved")
    assert second["methods"] == [*START_METHODS]
    assert re.fullmatch(r"solved \d{4}-\d\d-\d\d 2", state(root))


def test_one_start_method_is_noted_and_is_not_the_whole(root: Path) -> None:
    shutil.copy(root / f"solutions/{NAME}.py", root / ANSWER)
    assert dojo(root, "check", "k21", "--start", "spawn").returncode == 0
    assert records(root)[0]["methods"] == ["spawn"]
    assert state(root) == "solved in part 1"


def test_other_peoples_answers_are_not_noted(root: Path) -> None:
    assert dojo(root, "check", "k21", "--against", "solutions", "--start", "fork").returncode == 0
    assert not (root / ".dojo").exists()


def test_a_full_disk_costs_a_line_and_no_verdict(root: Path) -> None:
    (root / ".dojo").mkdir()
    (root / LOG).symlink_to("/dev/full")
    done = dojo(root, "check", "k21", "--start", "fork")
    assert done.returncode == 1
    assert "not yet" in done.stdout
    told = f"This could not be noted for make progress. No space left on device: {root / LOG}\n"
    assert done.stderr == told


def test_a_folder_that_cannot_be_made_costs_a_line_and_no_verdict(root: Path) -> None:
    (root / ".dojo").write_text("a file in its place\n")
    done = dojo(root, "check", "k21", "--start", "fork")
    assert done.returncode == 1
    assert (
        done.stderr == f"This could not be noted for make progress. File exists: {root / '.dojo'}\n"
    )
    assert state(root) == "not graded"


def test_a_record_for_which_there_is_no_room_leaves_the_others_whole(root: Path) -> None:
    dojo(root, "hint", "k21")
    before = (root / LOG).read_bytes()
    done = run(root, "-c", LIMITED, str(len(before) + 20), "hint", "k21")
    assert done.returncode == 0
    assert done.stdout.startswith("Hint 2 of 3\n")
    assert "No space left on device" in done.stderr
    assert (root / LOG).read_bytes() == before


def test_a_torn_line_is_skipped_and_the_next_record_has_a_line_of_its_own(root: Path) -> None:
    dojo(root, "hint", "k21")
    with (root / LOG).open("ab") as file:
        file.write(b'{"kind": "hint", "kata": "k21\xe2\x80')
    assert dojo(root, "hint", "k21").stdout.startswith("Hint 2 of 3\n")
    assert dojo(root, "hint", "k21").stdout.startswith("Hint 3 of 3\n")
    lines = (root / LOG).read_bytes().splitlines()
    assert len(lines) == 4
    assert [json.loads(line)["step"] for line in (lines[0], lines[2], lines[3])] == [1, 2, 3]


@pytest.mark.parametrize(
    "line",
    [
        "", "[]", "7", "null", "{}", '{"kind": "dance", "time": "2026-11-24T08:12:33Z", "kata": "k21"}',
        '{"kind": "hint", "time": "yesterday", "kata": "k21_the_missing_comma", "step": 3}',
        '{"kind": "hint", "time": "2026-11-24T08:12:33Z", "kata": "k21_the_missing_comma"}',
        '{"kind": "graded", "time": "2026-11-24T08:12:33Z", "kata": "k21_the_missing_comma"}',
        '{"kind": "hint", "time": 5, "kata": ["k21"], "step": {}}',
    ],
)  # fmt: skip
def test_a_record_that_is_not_understood_is_ignored(root: Path, line: str) -> None:
    (root / ".dojo").mkdir()
    (root / LOG).write_text(f"{line}\n")
    assert log.history(root) == log.History((), ())


def test_a_field_of_a_later_version_is_ignored(root: Path) -> None:
    graded(root, "solved", mood="content")
    assert state(root).startswith("solved ")


def test_two_terminals_at_once_lose_no_record(root: Path) -> None:
    names = [NAME, "k22_who_runs_it"]
    both = [
        subprocess.Popen(
            [sys.executable, "-c", APPENDS, name], cwd=root, stdin=subprocess.PIPE, text=True
        )
        for name in names
    ]
    for process in both:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate()
    found = records(root)
    for name in names:
        assert [r["step"] for r in found if r["kata"] == name] == [*range(500)]


def test_a_file_that_changed_during_its_grading_is_not_noted(root: Path) -> None:
    kata = catalog.of_name(root, NAME)
    result = KataResult(kata.id, kata.name, Verdict.SOLVED)
    before = log.contents(kata)
    kata.stub.write_text("saved in the meantime\n")
    log.record(root, kata, result, START_METHODS, before=before)
    assert log.history(root).graded == ()
    log.record(root, kata, result, START_METHODS, before=log.contents(kata))
    assert log.standing(kata, log.history(root)).solved


# ---- Progress ---------------------------------------------------------------------------------


def test_tries_are_the_different_contents_until_the_first_solved_one(root: Path) -> None:
    for verdict, content in [
        ("not yet", "a"), ("stuck", "b"), ("stuck", "b"), ("not yet", "a"), ("could not tell", "c"),
    ]:  # fmt: skip
        graded(root, verdict, content)
    assert state(root) == "changed since 2"
    solve(root)
    graded(root, "not yet", "d")
    assert re.fullmatch(r"solved \S+ 3", state(root))


def test_what_was_solved_and_changed_since_is_said_and_is_next(root: Path) -> None:
    solve(root)
    assert "changed since" not in dojo(root, "progress").stdout
    (root / ANSWER).write_text("something else\n")
    assert state(root) == "changed since 2026-11-24 1"
    done = dojo(root, "progress", "k2")
    assert done.stdout.splitlines()[-2:] == [
        "Solved before, and changed since: k21",
        f"Next: edit {ANSWER}, then run: make k21",
    ]


def test_new_tests_ask_for_a_new_grading(root: Path) -> None:
    solve(root)
    with (root / f"tests/test_{NAME}.py").open("a") as file:
        file.write("# as it came with an update\n")
    assert state(root) == "tests changed 2026-11-24 1"


def test_a_later_grading_under_one_start_method_can_take_solved_back_and_cannot_give_it(
    root: Path,
) -> None:
    graded(root, "solved", methods=["fork"])
    assert state(root) == "solved in part 1"
    graded(root, "solved")
    graded(root, "solved", methods=["fork"])
    graded(root, "could not tell")
    assert state(root).startswith("solved 2026")
    graded(root, "not yet", methods=["spawn"])
    assert state(root).startswith("not yet ")


def test_a_deleted_file_is_named_and_keeps_its_place(root: Path) -> None:
    solve(root)
    (root / ANSWER).unlink()
    assert state(root) == "no file 2026-11-24 1"


def test_progress_reads_well_at_eighty_columns_and_without_colour(root: Path) -> None:
    solve(root)
    done = dojo(root, "progress")
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "2. The Process object: 1 of" in done.stdout
    assert f"\n1 of {len(KATAS)} solved\nNext: edit katas/k11_" in done.stdout
    for kata in KATAS:
        assert f"\n{kata.id}  {kata.name[4:].replace('_', ' ')} " in done.stdout


def test_when_all_that_was_asked_for_is_solved_there_is_still_something_to_do(root: Path) -> None:
    solve(root)
    assert dojo(root, "progress", "k21").stdout.endswith(
        "\n1 of 1 solved\nAll solved. Now explain one of them to somebody.\n"
    )


# ---- Hints ------------------------------------------------------------------------------------


def test_each_call_goes_one_step_further_and_then_to_the_grading(root: Path) -> None:
    hints = guide.read(catalog.of_name(root, NAME)).hints
    for number, text in enumerate(hints, start=1):
        done = dojo(root, "hint", "k21")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"Hint {number} of 3\n\n{text}\n"
    assert dojo(root, "hint", "k21").stdout == (
        "All 3 hints were shown (make hint K=k21 ARGS=--again repeats them).\n"
        "Your answer has not been graded yet. To see what it does now: make k21\n"
    )


def shown_all(root: Path) -> None:
    for _ in range(3):
        dojo(root, "hint", "k21")


def test_after_the_last_hint_the_present_answers_last_grading_says_where_to_look(
    root: Path,
) -> None:
    shown_all(root)
    message = "did       a\nsaw       three letters\nexpected  b\nlook at   the parentheses"
    graded(root, "not yet", message=message)
    assert dojo(root, "hint", "k21").stdout.splitlines()[1:] == [
        "What the last grading of your answer saw (not yet):",
        "saw       three letters",
        "look at   the parentheses",
    ]
    with (root / ANSWER).open("a") as file:
        file.write("# changed\n")
    assert dojo(root, "hint", "k21").stdout.splitlines()[1:] == [
        "Your answer has changed since it was last graded. To see what it does now: make k21"
    ]


def test_after_the_last_hint_an_answer_that_is_right_in_part_is_told_so(root: Path) -> None:
    shown_all(root)
    graded(root, "solved", methods=["fork"])
    assert "right under fork. Under all start methods: make k21" in dojo(root, "hint", "k21").stdout


def test_after_the_last_hint_a_deleted_file_is_told_how_to_come_back(root: Path) -> None:
    shown_all(root)
    (root / ANSWER).unlink()
    assert "make reset K=k21 brings it back" in dojo(root, "hint", "k21").stdout


def test_again_repeats_the_hints_so_far_and_goes_no_further(root: Path) -> None:
    assert "No hint was shown so far" in dojo(root, "hint", "k21", "--again").stdout
    told = [dojo(root, "hint", "k21").stdout for _ in range(2)]
    for _ in range(2):
        assert dojo(root, "hint", "k21", "--again").stdout == "\n".join(told)


def test_from_start_forgets_the_hints(root: Path) -> None:
    first = dojo(root, "hint", "k21").stdout
    dojo(root, "hint", "k21")
    assert dojo(root, "hint", "k21", "--from-start").stdout == first
    assert dojo(root, "hint", "k21").stdout.startswith("Hint 2 of 3\n")


def test_a_solved_kata_needs_no_hint(root: Path) -> None:
    solve(root)
    done = dojo(root, "hint", "k21")
    assert done.stdout == "k21 is solved: no hint is needed. Why it is so: make why K=k21\n"


def test_hints_are_laid_out_on_a_terminal(root: Path) -> None:
    code, screen = on_a_terminal(root, "hint", "k21")
    assert code == 0
    assert "\x1b[" in screen
    assert "`" not in screen


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_every_guide_can_be_read_in_its_parts(kata: catalog.Kata) -> None:
    page = guide.read(kata)
    assert len(page.hints) == 3
    assert not any("details>" in hint for hint in page.hints)
    assert all((page.why, page.interview, page.further, *page.misconceptions.values()))
    assert re.match(r"\*\*[^*]+\*\*\n\n\S", page.interview)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# k21\n\n## Hints\n\n## Why\n\n## In an interview\n", "no hint that could be read"),
        ("# k21\n\n## Hints\n\n## In an interview\n", "no section 'Why'"),
        ("", "no section 'Hints'"),
    ],
)
def test_a_guide_that_lacks_something_is_named(root: Path, text: str, says: str) -> None:
    (root / f"guide/{NAME}.md").write_text(text)
    done = dojo(root, "hint", "k21")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"guide/{NAME}.md has {says}" in one_line(done.stderr)


# ---- Why, and the solution --------------------------------------------------------------------


@pytest.mark.parametrize("command", ["why", "solution"])
def test_what_gives_a_kata_away_is_not_shown_to_nobody(root: Path, command: str) -> None:
    done = dojo(root, command, "k21")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "k21 is not solved yet, and there is no terminal to ask you on; to see it all the same: "
        f"make {command} K=k21 ARGS=--yes\n"
    )


@pytest.mark.parametrize(("command", "shows"), [("why", "In an interview"), ("solution", "item,")])
def test_what_gives_a_kata_away_is_shown_after_a_yes_only(
    root: Path, command: str, shows: str
) -> None:
    question = "It is not solved yet. Show it all the same? [y/N] "
    code, screen = on_a_terminal(root, command, "k21", typed="y\n")
    assert code == 0
    assert question in screen
    assert shows in screen
    for typed in ("\n", "n\n", "maybe\n", "\x04"):
        code, screen = on_a_terminal(root, command, "k21", typed=typed)
        assert code == 1
        assert question in screen
        assert "One step at a time: make hint K=k21" in screen
        assert shows not in screen


@pytest.mark.parametrize("command", ["why", "solution"])
def test_a_solved_kata_gives_everything_away_without_a_question(root: Path, command: str) -> None:
    solve(root)
    done = dojo(root, command, "k21")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    (root / ANSWER).write_text("not that any more\n")
    assert dojo(root, command, "k21").returncode == 1


def test_why_begins_with_the_misconceptions_that_were_seen_in_this_learners_answers(
    root: Path,
) -> None:
    graded(root, "not yet", "a", misconception="positional_group")
    graded(root, "not yet", "b", misconception="kwargs_as_args")
    text = dojo(root, "why", "k21", "--yes").stdout
    titles = re.findall(r"^### (.+)$", text, re.MULTILINE)
    assert titles[:3] == [
        "positional_group (seen in your answers)",
        "kwargs_as_args (seen in your answers)",
        "parentheses_are_a_tuple",
    ]
    assert len(titles) == len({title.split()[0] for title in titles}) == 5


def test_why_has_the_reasons_and_the_interview_and_no_hint(root: Path) -> None:
    text = dojo(root, "why", "k21", "--yes").stdout
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sections[1:] == ["Why", "Misconceptions", "In an interview", "Further"]
    assert "\n\n**Why does `Process(work, (item,))` fail?**\n\nIts first parameter" in text
    assert "First hint" not in text


def test_why_shows_addresses_that_can_be_read_on_any_terminal(root: Path) -> None:
    _, screen = on_a_terminal(root, "why", "k21", "--yes", columns=200)
    assert "https://docs.python.org/3/library/multiprocessing.html#contexts" in screen
    assert "\x1b]8;" not in screen


def test_the_solution_is_a_unified_difference_from_yours(root: Path) -> None:
    done = dojo(root, "solution", "k21", "--yes")
    assert done.returncode == 0
    assert done.stdout.startswith(f"--- {ANSWER}\n+++ solutions/{NAME}.py\n@@ ")
    changed = re.findall(r"^[-+] +(.+)$", done.stdout, re.MULTILINE)
    assert changed == [
        'process = Process(target=work, name="worker", args=(item), kwargs=options)',
        'process = Process(target=work, name="worker", args=(item,), kwargs=options)',
    ]


def test_the_solution_is_coloured_on_a_terminal_and_side_by_side_on_a_wide_one(root: Path) -> None:
    _, narrow = on_a_terminal(root, "solution", "k21", "--yes", columns=119)
    _, wide = on_a_terminal(root, "solution", "k21", "--yes", columns=120)
    assert "\x1b[31m-" in narrow
    assert "\x1b[32m+" in narrow
    assert f"--- {ANSWER}" in narrow
    plain = re.sub(r"\x1b\[[\d;]*m", "", wide)
    assert re.search(rf"{ANSWER} .* solutions/{NAME}.py", plain)
    assert re.search(r"- .*Process\(target=work.* \+ .*Process\(target=work", plain)


def test_no_difference_is_said_kindly(root: Path) -> None:
    solve(root)
    assert dojo(root, "solution", "k21").stdout == (
        "No difference: your answer is the reference solution, line for line.\n"
    )


def test_an_answer_that_is_not_text_is_compared_all_the_same(root: Path) -> None:
    (root / ANSWER).write_bytes(b"\xff\xfe not UTF-8\n")
    done = dojo(root, "solution", "k21", "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "+from multiprocessing import Process" in done.stdout


def test_without_an_answer_there_is_nothing_to_compare(root: Path) -> None:
    (root / ANSWER).unlink()
    done = dojo(root, "solution", "k21", "--yes")
    assert done.returncode == 2
    assert "make reset K=k21 brings it back" in one_line(done.stderr)


# ---- Reset and undo ---------------------------------------------------------------------------


def attempts(root: Path) -> dict[str, bytes]:
    folder = root / ".dojo/attempts" / NAME
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def stub(root: Path) -> bytes:
    return catalog.of_name(root, NAME).pristine.read_bytes()


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_the_stub_that_reset_puts_back_is_the_one_that_came(kata: catalog.Kata) -> None:
    copy = kata.pristine.relative_to(ROOT)
    assert kata.pristine.read_bytes() == kata.stub.read_bytes(), (
        f"Have you changed the stub? Then: cp katas/{kata.name}.py {copy}"
    )


def test_reset_can_put_back_every_kata_and_nothing_else() -> None:
    assert catalog.find(ROOT) == KATAS


def test_reset_saves_the_answer_and_undo_brings_it_back(root: Path) -> None:
    (root / ANSWER).write_bytes(b"mine\r\n\xff")
    (root / ANSWER).chmod(0o640)
    done = dojo(root, "reset", "k21")
    assert (done.returncode, done.stderr) == (0, "")
    ((name, saved),) = attempts(root).items()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.py", name)
    assert saved == b"mine\r\n\xff"
    assert done.stdout == (
        f"{ANSWER} is as it came.\n"
        f"Your answer is saved: .dojo/attempts/{NAME}/{name}\n"
        "To bring it back: make undo K=k21\n"
    )
    assert (root / ANSWER).read_bytes() == stub(root)
    done = dojo(root, "undo", "k21")
    assert done.returncode == 0
    assert f"{ANSWER} is again what was saved as .dojo/attempts/{NAME}/{name}\n" in done.stdout
    assert (root / ANSWER).read_bytes() == b"mine\r\n\xff"
    assert (root / ANSWER).stat().st_mode & 0o777 == 0o640


def test_undo_can_be_undone(root: Path) -> None:
    (root / ANSWER).write_text("mine\n")
    dojo(root, "reset", "k21")
    found = []
    for _ in range(4):
        assert dojo(root, "undo", "k21").returncode == 0
        found.append((root / ANSWER).read_bytes())
    assert found == [b"mine\n", stub(root)] * 2


def test_no_saved_answer_is_ever_overwritten(root: Path) -> None:
    contents = {f"attempt {number}\n".encode() for number in range(4)}
    for content in contents:
        (root / ANSWER).write_bytes(content)
        assert dojo(root, "reset", "k21").returncode == 0
        assert dojo(root, "undo", "k21").returncode == 0
        assert (root / ANSWER).read_bytes() == content
        (root / ANSWER).write_bytes(stub(root))
    assert {*attempts(root).values()} == contents | {stub(root)}
    assert len(attempts(root)) == 8


def test_undo_takes_the_newest_also_of_those_of_one_second(root: Path) -> None:
    folder = root / ".dojo/attempts" / NAME
    folder.mkdir(parents=True)
    for ending in ("", "_2", "_10", "_9"):
        (folder / f"2026-11-24T08-12-33{ending}.py").write_text(f"mine{ending}\n")
    (folder / "2025-12-31T23-59-59_11.py").write_text("older\n")
    dojo(root, "undo", "k21")
    assert (root / ANSWER).read_text() == "mine_10\n"


def test_reset_of_what_is_as_it_came_changes_nothing(root: Path) -> None:
    done = dojo(root, "reset", "k21")
    assert (done.returncode, done.stdout) == (
        0, f"{ANSWER} is as it came; there was nothing to do.\n",
    )  # fmt: skip
    assert not (root / ".dojo").exists()


@pytest.mark.parametrize("gone", ["the file", "the whole folder"])
def test_reset_brings_back_what_was_deleted(root: Path, gone: str) -> None:
    if gone == "the file":
        (root / ANSWER).unlink()
    else:
        shutil.rmtree(root / "katas")
    done = dojo(root, "reset", "k21")
    assert (done.returncode, done.stdout) == (0, f"{ANSWER} is as it came.\n")
    assert (root / ANSWER).read_bytes() == stub(root)


def test_undo_without_a_saved_answer_says_so(root: Path) -> None:
    done = dojo(root, "undo", "k21")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "No attempt at k21 was saved, so there is nothing to undo.\n"


def test_undo_of_what_is_there_already_changes_nothing(root: Path) -> None:
    (root / ANSWER).write_text("mine\n")
    dojo(root, "reset", "k21")
    (root / ANSWER).write_text("mine\n")
    done = dojo(root, "undo", "k21")
    assert done.returncode == 0
    assert "there was nothing to do" in done.stdout
    assert len(attempts(root)) == 1


@pytest.mark.parametrize("room", [10, 4], ids=["for the copy only", "not even for the copy"])
def test_on_a_full_disk_the_answer_stays_and_no_half_file_is_left(root: Path, room: int) -> None:
    (root / ANSWER).write_text("x = 1\n")
    before = {path.name for path in (root / "katas").iterdir()}
    done = run(root, "-c", LIMITED, str(room), "reset", "k21")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr).startswith(f"File too large: {root}")
    assert (root / ANSWER).read_text() == "x = 1\n"
    assert {path.name for path in (root / "katas").iterdir()} == before
    assert [*attempts(root).values()] == ([b"x = 1\n"] if room == 10 else [])


def test_where_no_copy_can_be_made_the_answer_stays(root: Path) -> None:
    (root / ANSWER).write_text("mine\n")
    (root / ".dojo").write_text("a file in its place\n")
    done = dojo(root, "reset", "k21")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert str(root / ".dojo") in one_line(done.stderr).replace(" ", "")
    assert (root / ANSWER).read_text() == "mine\n"


def test_an_answer_behind_a_link_is_put_back_behind_it(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine.py"
    elsewhere.write_text("mine\n")
    (root / ANSWER).unlink()
    (root / ANSWER).symlink_to(elsewhere)
    assert dojo(root, "reset", "k21").returncode == 0
    assert (root / ANSWER).is_symlink()
    assert elsewhere.read_bytes() == stub(root)


# ---- How they are called ----------------------------------------------------------------------


@pytest.mark.parametrize("command", ["hint", "why", "solution", "reset", "undo"])
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say which kata: make {command} K=k21"),
        (["k2"], "One kata at a time, please: make {command} K=k21"),
        (["k99"], "There is no kata or chapter 'k99'"),
    ],
)
def test_one_kata_is_asked_for(command: str, words: list[str], says: str) -> None:
    done = dojo(ROOT, command, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says.format(command=command) in one_line(done.stderr)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize("command", ["hint", "why", "solution", "reset", "undo", "progress"])
def test_make_has_each_command_under_its_name(command: str) -> None:
    asked = ["make", "--dry-run", command, "K=k21", "ARGS=--help"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"-m dojo {command} k21 --help\n" in done.stdout
