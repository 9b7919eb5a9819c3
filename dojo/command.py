"""What every command of the command line shares: how misuse is told, and how one kata is named."""

from collections.abc import Sequence
from pathlib import Path

from dojo import catalog
from dojo.catalog import Kata

ROOT = Path(__file__).parents[1]


class Misuse(Exception):
    """The command line asks for something that cannot be; the message says what, and what can."""


def one_kata(command: str, words: Sequence[str]) -> Kata:
    """The one kata that these words name. Raises CatalogError, or Misuse when it is not one."""
    if not words:
        raise Misuse(f"Say which kata: make {command} K=k21")
    chosen = catalog.select(catalog.find(ROOT), words)
    if len(chosen) != 1:
        raise Misuse(f"One kata at a time, please: make {command} K={chosen[0].id}")
    return chosen[0]
