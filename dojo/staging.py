"""Puts an answer of any name and place where the arena can import it: under the kata's own name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dojo.catalog import Kata
from dojo.temporary import FOR_ANSWERS, owned_folder


@contextmanager
def stage() -> Iterator["Stage"]:
    """A place for staged answers; removed when the block ends."""
    with owned_folder(FOR_ANSWERS) as folder:
        yield Stage(folder)


class Stage:
    """Made by ``stage``."""

    def __init__(self, folder: Path) -> None:
        """Stage below this folder."""
        self._folder = folder

    def place(self, kata: Kata, answer: Path, label: str) -> Path:
        """The folder in which ``answer`` (a file, or a folder with several) has the kata's name."""
        folder = self._folder / kata.id / label
        folder.mkdir(parents=True)
        sources = [answer] if answer.is_file() else sorted(answer.glob("*.py"))
        for source in sources:
            name = f"{kata.name}.py" if answer.is_file() else source.name
            (folder / name).write_bytes(source.read_bytes())
        return folder
