"""An answer changes nothing outside its folder: no content, mode, time, owner or attribute.

Each answer in outside/ changes something in the folder OUTSIDE, or the TERMINAL, unless the arena
prevents it.
"""

import os
import select
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from selftest.modes import MODES, arena
from selftest.test_live import header, of

ANSWERS = sorted((Path(__file__).parent / "outside").glob("*.py"))


@dataclass(frozen=True)
class Outside:
    """What belongs to the user: a folder, and a terminal with the descriptor of its other side."""

    folder: Path
    terminal: str
    screen: int


@pytest.fixture
def outside() -> Iterator[Outside]:
    """A terminal, and a folder that is not in /tmp, of which a run may have its own."""
    with tempfile.TemporaryDirectory(prefix="katas-outside-", dir="/var/tmp") as name:
        folder = Path(name)
        (folder / "file").write_text("content")
        (folder / "folder").mkdir()
        try:
            os.setxattr(folder / "file", "user.kept", b"kept")
        except OSError:
            pass  # not every file system has them
        screen, terminal = os.openpty()
        yield Outside(folder, os.ttyname(terminal), screen)
        os.close(screen)
        os.close(terminal)


def state(outside: Outside) -> dict[str, object]:
    """All there is to know: each file's inode and what is in it; what the terminal shows, and how."""
    found: dict[str, object] = {}
    for path in (outside.folder, *sorted(outside.folder.rglob("*"))):
        inode = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        attributes = {name: os.getxattr(path, name) for name in os.listxattr(path)}
        fixed = (inode.st_ino, inode.st_mode, inode.st_nlink, inode.st_uid, inode.st_gid)
        times = (inode.st_mtime_ns, inode.st_ctime_ns)
        found[str(path)] = (*fixed, *times, content, attributes)
    shown = select.select([outside.screen], [], [], 0)[0] and os.read(outside.screen, 1000)
    inode = os.stat(outside.terminal)
    how = termios.tcgetattr(outside.screen), os.get_terminal_size(outside.screen)
    found["the terminal"] = (shown, *how, inode.st_mode, inode.st_uid, inode.st_gid)
    return found


def staged(place: Path, program: Path, outside: Outside) -> Path:
    """A folder with the answer, which knows what is outside."""
    known = f"OUTSIDE, TERMINAL = {str(outside.folder)!r}, {outside.terminal!r}"
    text = program.read_text("utf-8")
    (place / "k00_outside.py").write_text(f"{text}\n\n{known}\n", encoding="utf-8")
    return place


def cases() -> Iterator[object]:
    """Every answer in every mode that promises to prevent it."""
    for program in ANSWERS:
        for mode in header(program, "Prevented by") or MODES:
            yield pytest.param(program, mode, id=f"{program.stem}-{mode}")


@pytest.mark.parametrize("program", ANSWERS, ids=of)
def test_in_plain_python_it_changes_something(
    program: Path, outside: Outside, tmp_path: Path
) -> None:
    if "attribute" in program.stem and not os.listxattr(outside.folder / "file"):
        pytest.skip("this file system has no extended attributes for users")
    before = state(outside)
    call = "import sys; sys.path[0] = '.'; import k00_outside; k00_outside.answer()"
    folder = staged(tmp_path, program, outside)
    subprocess.run([sys.executable, "-c", call], cwd=folder, check=False, capture_output=True)
    assert state(outside) != before


@pytest.mark.parametrize(("program", "mode"), list(cases()))
def test_in_the_arena_nothing_outside_changes(
    program: Path, mode: str, outside: Outside, tmp_path: Path
) -> None:
    before = state(outside)
    arena(staged(tmp_path, program, outside), "k00_outside", mode).run("answer")
    assert state(outside) == before
