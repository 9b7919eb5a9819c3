"""`make solutions-branch` builds the branch, and touches nothing else."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dojo.upkeep import solutions_branch

STUB = "katas/k21_the_missing_comma.py"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit_all(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git as on a new machine: no settings, no name, no repository further up."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A repository with two katas, one of them solved, and no commit."""
    root = tmp_path / "project"
    for file, text in {
        STUB: "broken\n",
        "katas/k22_who_runs_it.py": "broken too\n",
        "solutions/k21_the_missing_comma.py": "solved\n",
        "README.md": "words\n",
    }.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "Ann")
    git(root, "config", "user.email", "ann@example.org")
    return root


@pytest.fixture
def root(empty: Path) -> Path:
    """The same, committed."""
    commit_all(empty, "Start")
    return empty


def refused(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert solutions_branch.main([], root) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    return seen.err


def test_the_branch_is_the_current_commit_plus_one_that_solves_the_katas(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert solutions_branch.main([], root) == 0
    assert git(root, "rev-parse", "solutions^") == git(root, "rev-parse", "main")
    assert git(root, "diff", "--name-status", "main..solutions") == f"M\t{STUB}"
    assert git(root, "show", f"solutions:{STUB}") == "solved"
    said = capsys.readouterr().out
    assert "is made" in said
    assert f"git diff main..solutions -- {STUB}" in said
    assert "git switch solutions" in said


def test_git_switch_shows_the_solved_katas(root: Path) -> None:
    solutions_branch.main([], root)
    git(root, "switch", "--quiet", "solutions")
    assert (root / STUB).read_text() == "solved\n"


def test_the_work_tree_and_the_index_stay_as_they_are(root: Path) -> None:
    (root / STUB).write_text("half an answer\n")
    (root / "README.md").write_text("staged\n")
    git(root, "add", "README.md")
    (root / "new.txt").write_text("not known to git\n")
    before = git(root, "status", "--porcelain=v2", "--branch")

    assert solutions_branch.main([], root) == 0

    assert git(root, "status", "--porcelain=v2", "--branch") == before
    assert (root / STUB).read_text() == "half an answer\n"
    assert git(root, "show", f"solutions:{STUB}") == "solved"


def test_solutions_not_committed_yet_are_said_not_to_be_on_the_branch(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "solutions/k21_the_missing_comma.py").write_text("better\n")
    assert solutions_branch.main([], root) == 0
    assert "changes that are not committed" in capsys.readouterr().out
    assert git(root, "show", f"solutions:{STUB}") == "solved"


def test_a_second_run_makes_no_commit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    solutions_branch.main([], root)
    first = git(root, "rev-parse", "solutions")
    assert solutions_branch.main([], root) == 0
    assert git(root, "rev-parse", "solutions") == first
    assert "is up to date" in capsys.readouterr().out


def test_the_branch_follows_when_main_moves_on(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solutions_branch.main([], root)
    (root / "solutions/k22_who_runs_it.py").write_text("solved too\n")
    commit_all(root, "One more")
    assert solutions_branch.main([], root) == 0
    assert git(root, "rev-parse", "solutions^") == git(root, "rev-parse", "main")
    assert git(root, "show", "solutions:katas/k22_who_runs_it.py") == "solved too"
    assert "is refreshed" in capsys.readouterr().out


def test_a_branch_made_by_someone_else_is_refused_with_both_ways_out(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "branch", "solutions")
    said = refused(root, capsys)
    assert "git branch -m solutions my-solutions" in said
    assert "ARGS=--yes" in said
    assert git(root, "rev-parse", "solutions") == git(root, "rev-parse", "main")


def test_a_branch_made_by_someone_else_is_replaced_after_yes(root: Path) -> None:
    git(root, "branch", "solutions")
    assert solutions_branch.main(["--yes"], root) == 0
    assert git(root, "show", f"solutions:{STUB}") == "solved"


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("\n", 2), ("", 2)])
def test_at_a_terminal_the_question_is_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    git(root, "branch", "solutions")
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert solutions_branch.main([], root) == code


def test_a_branch_you_stand_on_is_not_moved(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    solutions_branch.main([], root)
    capsys.readouterr()
    git(root, "switch", "--quiet", "solutions")
    assert "git switch main" in refused(root, capsys)


def test_a_branch_someone_stands_on_in_another_work_tree_is_not_moved(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solutions_branch.main([], root)
    capsys.readouterr()
    git(root, "worktree", "add", "--quiet", str(tmp_path / "other"), "solutions")
    assert str(tmp_path / "other") in refused(root, capsys)


def test_a_git_that_was_never_told_a_name_commits_all_the_same(root: Path) -> None:
    git(root, "config", "--unset", "user.name")
    git(root, "config", "--unset", "user.email")
    git(root, "config", "user.useConfigOnly", "true")
    assert solutions_branch.main([], root) == 0
    assert git(root, "log", "-1", "--format=%an", "solutions", "--") == "Process Katas"


def test_a_git_that_knows_a_name_commits_under_it(root: Path) -> None:
    solutions_branch.main([], root)
    assert git(root, "log", "-1", "--format=%an %ce", "solutions", "--") == "Ann ann@example.org"


def test_a_detached_head_is_built_on_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "switch", "--quiet", "--detach", "main")
    assert solutions_branch.main([], root) == 0
    assert "git diff HEAD..solutions" in capsys.readouterr().out


def test_the_settings_of_a_git_hook_around_it_do_not_lead_astray(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert solutions_branch.main([], root) == 0
    monkeypatch.undo()
    assert git(root, "show", f"solutions:{STUB}") == "solved"


def test_outside_git_it_says_where_the_solutions_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "is not a git repository. The solutions are in solutions/" in refused(tmp_path, capsys)


def test_a_copy_inside_another_repository_leaves_that_one_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "lies inside another git repository" in refused(root / "katas", capsys)
    assert git(root, "branch", "--list", "solutions") == ""


def test_a_repository_without_a_commit_is_told_to_commit_first(
    empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Commit first" in refused(empty, capsys)


def test_a_commit_without_solutions_is_told_so(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "rm", "--quiet", "-r", "solutions")
    commit_all(root, "Without")
    assert "no files in solutions/" in refused(root, capsys)


def test_a_machine_without_git_is_told_how_to_get_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "sudo apt install git" in refused(root, capsys)
