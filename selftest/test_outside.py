"""Nothing outside its own folder is changed by an answer: no content, mode, time, owner, attribute.

Each answer in outside/ changes something in the folder OUTSIDE when nobody prevents it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from selftest.modes import MODES, arena
from selftest.test_live import of

ANSWERS = sorted((Path(__file__).parent / "outside").glob("*.py"))


@pytest.fixture
def outside() -> Iterator[Path]:
    """A folder that is not the run's, and not in /tmp, of which a run may have its own."""
    with tempfile.TemporaryDirectory(prefix="katas-outside-", dir="/var/tmp") as name:
        folder = Path(name)
        (folder / "file").write_text("content")
        (folder / "folder").mkdir()
        try:
            os.setxattr(folder / "file", "user.kept", b"kept")
        except OSError:
            pass  # not every file system has them
        yield folder


def state(folder: Path) -> dict[str, object]:
    """All there is to know of a folder: each entry's inode, and what is in it."""
    found: dict[str, object] = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        inode = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        attributes = {name: os.getxattr(path, name) for name in os.listxattr(path)}
        fixed = (inode.st_ino, inode.st_mode, inode.st_nlink, inode.st_uid, inode.st_gid)
        times = (inode.st_mtime_ns, inode.st_ctime_ns)
        found[str(path)] = (*fixed, *times, content, attributes)
    return found


def staged(place: Path, program: Path, outside: Path) -> Path:
    """A folder with the answer, which knows the folder outside."""
    text = f"{program.read_text('utf-8')}\n\nOUTSIDE = {str(outside)!r}\n"
    (place / "k00_outside.py").write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize("program", ANSWERS, ids=of)
def test_in_plain_python_it_changes_something(program: Path, outside: Path, tmp_path: Path) -> None:
    if "attribute" in program.stem and not os.listxattr(outside / "file"):
        pytest.skip("this file system has no extended attributes for users")
    before = state(outside)
    call = "import sys; sys.path[0] = '.'; import k00_outside; k00_outside.answer()"
    folder = staged(tmp_path, program, outside)
    subprocess.run([sys.executable, "-c", call], cwd=folder, check=False, capture_output=True)
    assert state(outside) != before


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("program", ANSWERS, ids=of)
def test_in_the_arena_nothing_outside_changes(
    program: Path, mode: str, outside: Path, tmp_path: Path
) -> None:
    before = state(outside)
    arena(staged(tmp_path, program, outside), "k00_outside", mode).run("answer")
    assert state(outside) == before
