"""Gradings that share a temporary folder, but not their pids or their user, do not touch each other."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dojo import temporary
from dojo.arena.client import ArenaLost
from dojo.arena.probes import leave
from dojo.grading import ROOT
from selftest.modes import MODES, arena, namespaces_granted

GRADINGS = 20
RIGHT = ROOT / "solutions" / "k21_the_missing_comma.py"

# Each grading starts a preloaded process of its own, which removes what the dead have left.
_GRADE = """
import json, sys
from pathlib import Path
from dojo import catalog
from dojo.arena.client import Arena, ArenaLost
from dojo.arena.probes import leave
from dojo.staging import stage

(kata,) = catalog.select(catalog.find(Path(".")), ["k21"])
told = []
for number in range(int(sys.argv[1])):
    with stage() as place:
        folder = place.place(kata, Path(sys.argv[2]), "answer")
        method = ("fork", "spawn", "forkserver")[number % 3]
        try:
            seen = Arena(folder, kata.name, method, cold=True).run("run_in_child", leave(3), 1)
            told.append("solved" if seen.ending.value == 3 else str(seen))
        except ArenaLost as lost:
            told.append("could not tell: " + "; ".join([str(lost), *lost.__notes__]))
print(json.dumps(told))
"""
OWN_PROC = "unshare -p -f --kill-child --mount-proc".split()
FOREIGN_PROC = "unshare -p -f --kill-child".split()
WORLDS = {
    "own pids": OWN_PROC,
    "own pids, IPC and mounts": [*OWN_PROC, "--ipc", "--mount"],
    "own pids, and the /proc of others": FOREIGN_PROC,
    "own pids and IPC, and the /proc of others": [*FOREIGN_PROC, "--ipc", "--mount"],
}


@pytest.fixture
def shared() -> Iterator[Path]:
    """A temporary folder for all, with a short path."""
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    folder.chmod(0o1777)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def start(
    wrapper: Sequence[str], shared: Path, mode: str, python: str = sys.executable, many: int = 20
) -> subprocess.Popen[str]:
    """Begin to grade, one time after another."""
    return subprocess.Popen(
        [*wrapper, python, "-c", _GRADE, str(many), str(RIGHT)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(shared), "DOJO_ISOLATION": mode},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def verdicts(process: subprocess.Popen[str]) -> list[str]:
    """What it told."""
    said, _ = process.communicate()
    assert process.returncode == 0, said
    told: list[str] = json.loads(said.splitlines()[-1])
    return told


def in_a_namespace(wrapper: Sequence[str]) -> list[str]:
    """The command; as root of a user namespace where a plain user may have none without. Or skips."""
    for command in ([*wrapper], [wrapper[0], "--user", "--map-root-user", *wrapper[1:]]):
        if subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0:
            return command
    pytest.skip("this system grants no pid namespaces to this user")


@pytest.mark.thorough
@pytest.mark.timeout(600)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", WORLDS)
def test_two_gradings_in_different_pid_namespaces_share_a_temporary_folder(
    name: str, mode: str, shared: Path
) -> None:
    wrapper = in_a_namespace(WORLDS[name])
    if mode == "namespaces" and not namespaces_granted():
        pytest.skip("this system grants no namespaces to this user")
    side_by_side = [start(wrapper, shared, mode, many=GRADINGS) for _ in range(2)]
    told = [verdict for process in side_by_side for verdict in verdicts(process)]
    assert len(told) == 2 * GRADINGS
    wrong = [verdict for verdict in told if verdict != "solved"]
    if mode == "plain" and "of others" in name:
        assert all(verdict.startswith("could not tell") for verdict in wrong)
        assert all("mount a /proc" in verdict for verdict in wrong)
    else:
        assert wrong == []
    assert [*shared.iterdir()] == []


@pytest.mark.timeout(300)
def test_a_grading_outside_and_one_in_a_container_share_a_temporary_folder(shared: Path) -> None:
    wrapper = in_a_namespace(OWN_PROC)
    side_by_side = [start(with_, shared, "plain", many=8) for with_ in ([], wrapper)]
    assert [v for process in side_by_side for v in verdicts(process)] == ["solved"] * 16


def python_for_nobody(place: Path) -> str:
    """A Python with our packages that another user can execute. Skips where there is none."""
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    version = "import sys; print(*sys.version_info[:2])"
    python = "/usr/bin/python3"
    asked = subprocess.run([python, "-c", version], check=False, capture_output=True, text=True)
    if asked.stdout.split() != [str(part) for part in sys.version_info[:2]]:
        pytest.skip(f"{python} is not the Python that our packages are for")
    made = subprocess.run(
        [python, "-m", "venv", "--without-pip", place], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip(f"{python} cannot make an environment")
    (site,) = place.glob("lib/python*/site-packages")
    (ours,) = Path(sys.prefix).glob("lib/python*/site-packages")
    (site / "ours.pth").write_text(f"{ours}\n")
    command = [*AS_NOBODY, str(place / "bin" / "python"), "-c", "import pytest, dojo"]
    if subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode:
        pytest.skip("nobody may read this repository")
    return str(place / "bin" / "python")


AS_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", MODES)
def test_two_users_share_a_temporary_folder(mode: str, shared: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="python-") as name:
        Path(name).chmod(0o755)
        python = python_for_nobody(Path(name, "env"))
        side_by_side = [start(w, shared, mode, python, many=10) for w in ((), AS_NOBODY)]
        assert [v for process in side_by_side for v in verdicts(process)] == ["solved"] * 20
    assert [*shared.iterdir()] == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", MODES)
def test_a_child_of_process_1_grades_under_the_proc_of_others_or_says_why_not(
    mode: str, shared: Path
) -> None:
    wrapper = in_a_namespace(FOREIGN_PROC)
    check = [sys.executable, "-m", "dojo", "check", "k21", "--start", "fork", "--against"]
    done = subprocess.run(
        [*wrapper, "sh", "-c", '"$@"; exit $?', "sh", *check, str(RIGHT)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(shared), "DOJO_ISOLATION": mode},
        check=False,
        capture_output=True,
        text=True,
    )
    if mode == "plain":
        assert (done.returncode, "another pid namespace" in done.stdout) == (2, True), done.stdout
    else:
        assert (done.returncode, "solved" in done.stdout) == (0, True), done.stdout
    assert [*shared.iterdir()] == []


@pytest.mark.skipif(os.getuid() != 0, reason="reason: only root can give files to another user")
@pytest.mark.parametrize("mode", MODES)
def test_root_is_not_told_that_an_answer_which_is_private_to_another_user_is_wrong(
    mode: str, shared: Path
) -> None:
    folder = shared / "private"
    folder.mkdir(mode=0o700)
    for path in (folder, Path(shutil.copy(RIGHT, folder))):
        os.chown(path, 12345, 12345)
    try:
        seen = arena(folder, RIGHT.stem, mode).run("run_in_child", leave(3), 1)
        told = f"exit code {seen.ending.value}"
    except ArenaLost as lost:
        told = str(lost)
    assert re.search("exit code 3|may not read", told), told


# -- what is removed ------------------------------------------------------------------------------


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_only_folders_that_were_made_here_are_removed(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    theirs = {"dojo-tests", "dojo-tests-", "dojo-tests-of-mine", "dojo-katas", "dojo-tests-public_"}
    for name in theirs:
        (shared / name).mkdir(0o755)
        (shared / name / "work").write_text("of a week")
    (shared / "dojo-tests-abcdefgh").symlink_to(shared / "dojo-katas")
    dead = Path(tempfile.mkdtemp(prefix=temporary.FOR_TESTS))
    with temporary.owned_folder(temporary.FOR_ANSWERS) as mine:
        with temporary.owned_folder(temporary.FOR_ANSWERS):
            assert mine.exists()
        assert not dead.exists()
    assert names_in(shared) == theirs | {"dojo-tests-abcdefgh"}


def test_a_folder_is_held_from_other_namespaces_too(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    wrapper = in_a_namespace(OWN_PROC)
    remove = (
        "from dojo import temporary; temporary.remove_what_the_dead_left(temporary.FOR_ANSWERS)"
    )
    with temporary.owned_folder(temporary.FOR_ANSWERS) as mine:
        subprocess.run(
            [*wrapper, sys.executable, "-c", remove],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(shared)},
            check=True,
        )
        assert mine.exists()
