"""Reads a kata's guide page, and shows parts of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.markdown import Markdown

from dojo.catalog import CatalogError, Kata

_HINT = re.compile(r"<details><summary>.*?</summary>(.*?)</details>", re.DOTALL)
_QUESTION = re.compile(r"(?:^|(?<=\n\n))(\*\*.+?\*\*)\s+", re.DOTALL)  # at a paragraph's beginning
_WIDEST = 100  # longer lines are hard to follow


class BrokenGuide(CatalogError):
    """A guide page without the part that is asked for."""


@dataclass(frozen=True)
class Guide:
    """One page, as Markdown. ``hints`` in their order; ``misconceptions`` by their names."""

    hints: tuple[str, ...]
    why: str
    misconceptions: Mapping[str, str]
    interview: str
    further: str


def read(kata: Kata) -> Guide:
    """Read the guide of a kata. Raises BrokenGuide, and OSError where there is none."""
    sections = _split(kata.guide.read_text("utf-8"), "## ")
    for title in ("Hints", "Why", "In an interview"):
        if title not in sections:
            raise BrokenGuide(f"{kata.guide} has no section {title!r}")
    hints = tuple(text.strip() for text in _HINT.findall(sections["Hints"]))
    if not hints:
        raise BrokenGuide(f"{kata.guide} has no hint that could be read")
    return Guide(
        hints=hints,
        why=sections["Why"],
        misconceptions={
            name.strip("`"): text
            for name, text in _split(sections.get("Misconceptions", ""), "### ").items()
        },
        interview=_QUESTION.sub(r"\1\n\n", sections["In an interview"]),
        further=sections.get("Further", ""),
    )


def show(markdown: str) -> None:
    """Print Markdown: laid out on a terminal, as it was written elsewhere."""
    console = Console()
    if console.is_terminal:
        width = min(console.width, _WIDEST)
        console.print(Markdown(markdown, hyperlinks=False), width=width)
    else:
        print(markdown)


def _split(text: str, mark: str) -> dict[str, str]:
    """The texts below the headings that begin with this mark, by heading."""
    pieces = re.split(rf"^{mark}(.+)$", text, flags=re.MULTILINE)
    return {
        title.strip(): body.strip() for title, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }
