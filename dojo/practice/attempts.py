"""A learner's file is replaced only when a copy of it is safe on the disk.

Copies are in ``.dojo/attempts/KATA/``, named for the time (UTC) at which they were made.
"""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from dojo.catalog import Kata
from dojo.practice.log import FOLDER


def present(kata: Kata) -> bytes | None:
    """What the learner's file holds; None where there is none."""
    try:
        return kata.stub.read_bytes()
    except FileNotFoundError:
        return None


def newest(root: Path, kata: Kata) -> Path | None:
    """The copy that was made last."""
    copies = _folder(root, kata).glob("*.py")
    # Of one second, …33.py is older than …33_2.py, and that than …33_10.py.
    return max(copies, key=lambda path: (path.stem[:19], len(path.stem), path.stem), default=None)


def replace(root: Path, kata: Kata, content: bytes) -> Path | None:
    """Put this content in the place of the learner's file, in one step, and return its copy.

    Raises OSError; then the learner's file is as it was.
    """
    old = present(kata)
    copy = None if old is None else _save(_folder(root, kata), old)
    path = kata.stub.resolve()  # where it is a link, what it points to is the learner's file
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    with _naming(path):
        file, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            _fill(file, content)
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    return copy


def _folder(root: Path, kata: Kata) -> Path:
    return root / FOLDER / "attempts" / kata.name


def _save(folder: Path, content: bytes) -> Path:
    """Write a new file into the folder, and return it when the disk has it."""
    folder.mkdir(parents=True, exist_ok=True)
    path, file = _new_file(folder)
    with _naming(path):
        try:
            _fill(file, content)
            _verify(path, content)
            _sync_folder(folder)
        except BaseException:
            path.unlink()
            raise
    return path


def _new_file(folder: Path) -> tuple[Path, int]:
    """Make a file named for this moment, with a number where that name is taken."""
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S")
    for number in count(1):
        path = folder / (f"{moment}.py" if number == 1 else f"{moment}_{number}.py")
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        except FileExistsError:
            continue
    raise AssertionError("count() does not end")


def _fill(file: int, content: bytes) -> None:
    with os.fdopen(file, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _verify(path: Path, content: bytes) -> None:
    if path.read_bytes() != content:
        raise OSError(errno.EIO, "The copy is not what was written; your answer is as it was")


def _sync_folder(folder: Path) -> None:
    """Only then does the disk know the file's name."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """The system does not say which file it could not write to; this does."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
