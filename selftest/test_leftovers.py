"""What a run leaves outside its own folder is reported and removed; what others made is kept."""

import ast
import ctypes
import os
import re
from pathlib import Path

import pytest

from dojo.grading import START_METHODS
from selftest.modes import MODES, arena, staged
from selftest.test_hostile import FOLDER, HOSTILE, expected, header, of, remove_from_shared_memory

LEFTOVERS = sorted(FOLDER.glob("leaves_behind_*.py"))
_KEY = 0x0C000000  # of SysV objects, and the pid of the answer that makes them
_IPC_RMID = 0
libc = ctypes.CDLL(None, use_errno=True)


def in_sysv(kind: str, key: int) -> bool:
    """Whether there is an object of this kind (shm, sem, msg) with this key."""
    table = Path("/proc/sysvipc", kind)
    lines = table.read_text().splitlines()[1:] if table.exists() else []
    return any(int(line.split()[0]) == key for line in lines)


def left_outside(pid: int) -> list[str]:
    """What the answer with this pid has left, seen from the test's own namespaces; it is removed."""
    key, name = _KEY + pid, f"/k00_hostile_{pid}".encode()
    found = [kind for kind in ("shm", "sem", "msg") if in_sysv(kind, key)]
    libc.shmctl(libc.shmget(key, 0, 0), _IPC_RMID, None)
    libc.semctl(libc.semget(key, 0, 0), 0, _IPC_RMID)
    libc.msgctl(libc.msgget(key, 0), _IPC_RMID, None)
    if libc.mq_unlink(name) == 0:
        found.append("mqueue")
    return found + remove_from_shared_memory(pid)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("hostile", LEFTOVERS, ids=lambda path: path.stem)
def test_every_kind_of_leftover_is_reported_and_removed(
    hostile: Path, mode: str, tmp_path: Path
) -> None:
    folder = staged(tmp_path, hostile, "k00_hostile")
    seen = arena(folder, "k00_hostile", mode).run("answer")
    outside = left_outside(seen.root)
    assert of(seen).value in expected(hostile, mode), str(seen)
    if mode == "namespaces" or "solved" not in header(hostile, "In plain", ""):
        assert outside == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("method", START_METHODS)
def test_a_file_in_shared_memory_that_another_program_made_is_kept_and_not_its_leftover(
    method: str, mode: str, tmp_path: Path
) -> None:
    theirs = Path("/dev/shm", f"of_somebody_else_{os.getpid()}")
    (tmp_path / "k00_quiet.py").write_text("import sys\n\ndef answer():\n    return 42\n")
    with arena(tmp_path, "k00_quiet", mode, method).start("answer") as live:
        theirs.touch()
        seen = live.end()
    assert theirs.exists()
    theirs.unlink()
    assert seen.at_end.shared_memory == ()


def test_the_table_of_hostile_answers_matches_the_folder() -> None:
    table = (FOLDER / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", table, re.MULTILINE)
    assert [name for name, *_ in rows] == [answer.stem for answer in HOSTILE]
    for (_, what, verdicts), answer in zip(rows, HOSTILE, strict=True):
        docstring = ast.get_docstring(ast.parse(answer.read_bytes())) or ""
        assert docstring.splitlines()[0] == what
        assert re.split(r",\s*|\s+or\s+", verdicts) == expected(answer)
