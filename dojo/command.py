"""What the commands share: how misuse is told, one kata is named, and a file to write is refused."""

from collections.abc import Sequence
from pathlib import Path

from dojo import catalog, environment
from dojo.catalog import Kata

ROOT = environment.ROOT


class Misuse(Exception):
    """The command line asks for something that cannot be; the message says what, and what can."""


def one_kata(command: str, words: Sequence[str], katas: Sequence[Kata] = ()) -> Kata:
    """The one kata (of these, or of all) that words name. Raises CatalogError; Misuse if not one."""
    if not words:
        raise Misuse(f"Say which kata: make {command} K=k21")
    chosen = catalog.select(katas or catalog.find(ROOT), words)
    if len(chosen) != 1:
        raise Misuse(f"One kata at a time, please: make {command} K={chosen[0].id}")
    return chosen[0]


def check_out(file: Path, option: str, ending: str) -> None:
    """Refuse a file that cannot or should not be written, before anything is graded."""
    if file.suffix != ending:  # so that a slip of the keyboard never costs an answer
        raise Misuse(f"{option} takes a file whose name ends in {ending}, not {file.name}")
    if file.is_dir():
        raise Misuse(f"{file} is a folder; {option} takes a file")
    if not file.parent.is_dir():
        raise Misuse(f"There is no folder {file.parent} for {file.name}")
