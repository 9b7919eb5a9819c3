"""The picture as a page of its own: one file that opens anywhere, asks nobody, runs nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from dojo.arena.observation import Observation
from dojo.picture.lanes import Picture, milliseconds, picture_of, say
from dojo.picture.svg import STYLE, svg
from dojo.text import visible

# Whatever an answer may have smuggled in: nothing is fetched, and nothing is run.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SHOWN = 5000  # characters from the beginning of an output, and as many from its end
_PAGE_STYLE = """\
body { margin: 0 auto; padding: 1rem; max-width: 62rem; background: var(--picture-ground);
  color: var(--picture-text); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0.5rem 0; }
h2 { font-size: 1.1rem; }
figure { margin: 1rem 0; overflow-x: auto; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--picture-quiet);
  border-radius: 4px; padding: 0.5rem; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.1rem 1rem 0.1rem 0; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.85rem; }
summary { cursor: pointer; }
"""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the picture: a headline, a line below it, and the verdict's message."""

    headline: str
    about: str
    message: str = ""


def page(seen: Observation, words: Words) -> str:
    """A whole HTML document. All that comes from an answer is shown as text, and only as text."""
    return "\n".join(_page(seen, picture_of(seen), words)) + "\n"


def _page(seen: Observation, picture: Picture, words: Words) -> Iterator[str]:
    yield from (
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{_text(words.headline)}</title>",
        f"<style>\n{STYLE}{_PAGE_STYLE}</style>",
        "</head>",
        '<body class="picture">',
        "<main>",
        f"<h1>{_text(words.headline)}</h1>",
        f"<p>{_text(words.about)}</p>",
    )
    yield f'<figure tabindex="0" aria-label="What the processes did">{svg(picture, "run")}</figure>'
    if words.message:
        yield f"<h2>What the test says</h2>\n<pre>{_text(words.message)}</pre>"
    yield from _table(picture)
    for title, text in (("It printed", seen.stdout), ("Its error output", seen.stderr)):
        if text.strip():
            yield f"<h2>{title}</h2>\n<pre>{_text(_cut(text))}</pre>"
    yield "</main>\n</body>\n</html>"


def _table(picture: Picture) -> Iterator[str]:
    """The same in words, for who reads rather than looks."""
    yield "<details>\n<summary>The same in words</summary>\n<table>"
    yield "<tr><th>process</th><th>from</th><th>to</th><th>does</th><th>source</th></tr>"
    for lane in picture.lanes:
        for piece in lane.pieces:
            cells = (lane.label, milliseconds(piece.start), milliseconds(piece.end), say(piece))
            told = "".join(f"<td>{_text(cell)}</td>" for cell in cells)
            yield f"<tr>{told}<td><code>{_text(piece.source)}</code></td></tr>"
        how = f"{lane.fate}, {lane.left}" if lane.left else lane.fate
        until = milliseconds(lane.until if lane.ended is None else lane.ended)
        yield f"<tr><td>{_text(lane.label)}</td><td>{until}</td><td></td><td>{_text(how)}</td></tr>"
    yield "</table>\n</details>"


def _cut(text: str) -> str:
    left_out = len(text) - 2 * _SHOWN
    if left_out <= 0:
        return text
    return f"{text[:_SHOWN]}\n… {left_out} characters are left out here …\n{text[-_SHOWN:]}"


def _text(text: str) -> str:
    return escape(visible(text))
