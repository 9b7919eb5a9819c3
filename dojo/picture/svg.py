"""The picture as one inline SVG, readable without colour, in light and dark surroundings."""

import textwrap
from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType

from dojo.picture.lanes import (
    NOT_TO_SCALE,
    WORDS,
    Arrow,
    Kind,
    Lane,
    Picture,
    Piece,
    milliseconds,
    say,
)
from dojo.text import in_a_line

_WIDTH, _LEFT, _RIGHT, _TOP = 960, 120, 150, 33
_LANE, _BAR, _BAR_TOP = 48, 18, 15  # of a lane, in multiples of a texture: height, bar, above it
_CHARACTER = 6.4  # the width of one, nearly, in the small text
_LINE = 20  # from one line of text to the next
_LONGEST = 110  # characters of a text of the answer

_Colours = Mapping[str, str]
LIGHT: _Colours = MappingProxyType(
    {
        "ground": "#ffffff",
        "text": "#1b1f24",
        "quiet": "#57606a",
        "runs": "#1a7f37",
        "join": "#0969da",
        "lock": "#cf222e",
        "pipe": "#8250df",
        "gate": "#9a6700",
        "sleep": "#57606a",
        "stopped": "#bc4c00",
        "ended": "#57606a",
        "other": "#57606a",
        "not-seen": "#6e7781",
        "cycle": "#cf222e",
    }
)
DARK: _Colours = MappingProxyType(
    {
        "ground": "#14181d",
        "text": "#e6e9ec",
        "quiet": "#9da7b1",
        "runs": "#3fb950",
        "join": "#58a6ff",
        "lock": "#ff7b72",
        "pipe": "#bc8cff",
        "gate": "#d29922",
        "sleep": "#9da7b1",
        "stopped": "#ffa657",
        "ended": "#9da7b1",
        "other": "#9da7b1",
        "not-seen": "#8b949e",
        "cycle": "#ff7b72",
    }
)

# What each kind is filled with, on the ground: 8 by 8 units. What runs is solid.
_TEXTURES: Mapping[Kind, str] = MappingProxyType(
    {
        "join": "M0 4H8",
        "lock": "M-2 2L2 -2M0 8L8 0M6 10L10 6",
        "pipe": "M0 4Q2 0 4 4T8 4",
        "gate": "M4 0V8",
        "sleep": "M3 4H5",
        "stopped": "M2 2L6 6M6 2L2 6",
        "ended": "M-2 6L2 10M0 0L8 8M6 -2L10 2",
        "other": "M0 2H4M4 6H8",
        "not seen": "M1 2H2M5 6H6",
    }
)


def _style() -> str:
    variables = {
        theme: " ".join(f"--picture-{name}: {value};" for name, value in colours.items())
        for theme, colours in (("light", LIGHT), ("dark", DARK))
    }
    kinds = "\n".join(
        f".picture .{_name(kind)} {{ --kind: var(--picture-{_name(kind)}); }}" for kind in WORDS
    )
    return f"""\
.picture {{ color-scheme: light dark; {variables["light"]} }}
@media (prefers-color-scheme: dark) {{ .picture {{ {variables["dark"]} }} }}
svg.picture {{ background: var(--picture-ground); font: 13px system-ui, sans-serif;
  width: 100%; min-width: 45rem; max-width: {_WIDTH}px; height: auto; }}
.picture text {{ fill: var(--picture-text); }}
.picture .small {{ font-size: 11px; paint-order: stroke; stroke: var(--picture-ground);
  stroke-width: 3px; stroke-linejoin: round; }}
.picture .quiet {{ fill: var(--picture-quiet); }}
.picture .strong {{ font-weight: 600; }}
.picture .code {{ font-family: ui-monospace, monospace; }}
{kinds}
.picture pattern rect {{ fill: var(--picture-ground); }}
.picture pattern path {{ fill: none; stroke: var(--kind); stroke-width: 1.6; }}
.picture .piece {{ stroke: var(--kind); stroke-width: 1.5; }}
.picture .runs.piece {{ fill: var(--kind); }}
.picture .ended.piece, .picture .not-seen.piece {{ stroke-dasharray: 3 2; }}
.picture .arrow {{ fill: none; stroke: var(--picture-quiet); stroke-width: 1.2; }}
.picture .waits.arrow {{ stroke-dasharray: 5 3; }}
.picture .cycle.arrow {{ stroke: var(--picture-cycle); stroke-width: 3; stroke-dasharray: none; }}
.picture .head {{ fill: var(--picture-quiet); }}
.picture .cycle.head {{ fill: var(--picture-cycle); }}
.picture .line {{ stroke: var(--picture-quiet); stroke-width: 1; }}
.picture .returned {{ stroke: var(--picture-text); stroke-width: 1; stroke-dasharray: 2 4; }}
.picture .mark {{ stroke: var(--picture-text); stroke-width: 1.5; }}
"""


def _name(kind: Kind) -> str:
    return kind.replace(" ", "-")


STYLE = _style()


def svg(picture: Picture, ident: str) -> str:
    """The picture; ``ident`` keeps its ids apart from those of others on the same page."""
    return "\n".join(_Form(picture, escape(ident)).elements())


class _Form:
    """One drawing."""

    def __init__(self, picture: Picture, ident: str) -> None:
        self.picture, self.ident = picture, ident
        self.rows = {lane.pid: number for number, lane in enumerate(picture.lanes)}
        self.letters = picture.letters()
        self.bottom = _TOP + len(picture.lanes) * _LANE

    def elements(self) -> Iterator[str]:
        """All of it, line by line, from the back to the front."""
        below, height = self._below()
        yield (
            f'<svg class="picture" role="img" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}"'
            f' aria-labelledby="{self.ident}-title {self.ident}-desc">'
        )
        yield f'<title id="{self.ident}-title">{_text(self.picture.title)}</title>'
        yield f'<desc id="{self.ident}-desc">{_text(in_words(self.picture))}</desc>'
        yield from self._definitions()
        yield from self._axis()
        yield from (self._arrow(arrow) for arrow in self.picture.arrows if not arrow.cycle)
        for lane in self.picture.lanes:
            yield from self._lane(lane)
        yield from (self._arrow(arrow) for arrow in self.picture.arrows if arrow.cycle)
        yield from below
        yield "</svg>"

    def _definitions(self) -> Iterator[str]:
        yield "<defs>"
        for kind in self.picture.kinds():
            if kind in _TEXTURES:
                yield (
                    f'<pattern id="{self.ident}-{_name(kind)}" class="{_name(kind)}" width="8"'
                    ' height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8"/>'
                    f'<path d="{_TEXTURES[kind]}"/></pattern>'
                )
        for name, size in (("", 8), ("cycle", 12)):
            yield (
                f'<marker id="{self.ident}-head{name}" viewBox="0 0 8 8" refX="7" refY="4"'
                f' markerWidth="{size}" markerHeight="{size}" markerUnits="userSpaceOnUse"'
                ' orient="auto">'
                f'<path class="head {name}" d="M0 0L8 4L0 8Z"/></marker>'
            )
        yield "</defs>"

    def _axis(self) -> Iterator[str]:
        for place in (0.0, 0.25, 0.5, 0.75, 1.0):
            x = _LEFT + place * (_WIDTH - _LEFT - _RIGHT)
            anchor = {0.0: "start", 1.0: "end"}.get(place, "middle")
            time = milliseconds(self.picture.scale.seconds(place))
            yield _words(x, 14, time, "small quiet", anchor)
            yield f'<path class="line" d="M{x:.1f} 18V24"/>'
        yield f'<path class="line" d="M{_LEFT} 24H{_WIDTH - _RIGHT}"/>'
        if self.picture.returned is not None:
            x = self._x(self.picture.returned)
            yield f'<path class="returned" d="M{x:.1f} 24V{self.bottom}"/>'

    def _lane(self, lane: Lane) -> Iterator[str]:
        top = self._top(lane.pid)
        indent = 12 * min(lane.depth, 3)
        fate = f"▶ {lane.fate}" if lane.ended is None else lane.fate
        yield _words(4 + indent, top + 13, lane.label, "strong")
        yield _words(4 + indent, top + 28, f"pid {lane.pid}", "small quiet")
        yield _words(_WIDTH - _RIGHT + 10, top + 13, fate)
        if lane.left:
            yield _words(_WIDTH - _RIGHT + 10, top + 28, lane.left, "small")
        yield from (self._piece(lane, piece) for piece in lane.pieces)
        taken: list[tuple[float, float]] = []
        for piece in sorted(lane.pieces, key=lambda p: p.start - p.end):  # the longest first
            yield from self._caption(piece, top + _BAR + 12, taken)
        yield from self._marks(lane, top)

    def _piece(self, lane: Lane, piece: Piece) -> str:
        start, end = self._x(piece.start), self._x(piece.end)
        fill = f' fill="url(#{self.ident}-{_name(piece.kind)})"' if piece.kind in _TEXTURES else ""
        line = f' data-line="{piece.line}"' if piece.line else ""
        return (
            f'<rect class="{_name(piece.kind)} piece" x="{start:.1f}" y="{self._top(lane.pid)}"'
            f' width="{max(end - start, 2):.1f}" height="{_BAR}"{fill} data-pid="{lane.pid}"'
            f' data-kind="{piece.kind}" data-start="{piece.start:.6f}"'
            f' data-end="{piece.end:.6f}"{line}><title>{_text(describe(lane, piece))}</title></rect>'
        )

    def _caption(self, piece: Piece, y: float, taken: list[tuple[float, float]]) -> Iterator[str]:
        start, room = self._x(piece.start), self._x(piece.end) - self._x(piece.start)
        for text in self.picture.captions(piece):
            end = start + len(text) * _CHARACTER
            free = all(end < left or start > right for left, right in taken)
            if free and end - start <= max(room, 2 * _CHARACTER):
                taken.append((start, end + _CHARACTER))
                yield _words(start + 3, y, text, "small")
                return

    def _marks(self, lane: Lane, top: float) -> Iterator[str]:
        last = -_CHARACTER
        for mark in sorted(lane.marks, key=lambda m: m.at):
            x = self._x(mark.at)
            yield (
                f'<path class="mark" d="M{x:.1f} {top - 3}V{top + 3}">'
                f"<title>{_text(mark.text)}, at {milliseconds(mark.at)}</title></path>"
            )
            if x - last > _CHARACTER:
                last = x
                yield _words(x, top - 5, self.letters[mark.text], "small", "middle")

    def _arrow(self, arrow: Arrow) -> str:
        x, down = self._x(arrow.at), self.rows[arrow.source] < self.rows[arrow.target]
        from_y = self._top(arrow.source) + (_BAR if down else 0)
        to_y = self._top(arrow.target) + (0 if down else _BAR)
        name = "cycle" if arrow.cycle else ""
        source, target = (self.picture.lane(pid).label for pid in (arrow.source, arrow.target))
        told = f"{source} {arrow.kind} {'for ' if arrow.kind == 'waits' else ''}{target}"
        return (
            f'<path class="{arrow.kind} {name} arrow" d="M{x:.1f} {from_y}V{to_y}"'
            f' marker-end="url(#{self.ident}-head{name})" data-source="{arrow.source}"'
            f' data-target="{arrow.target}"><title>{told}</title></path>'
        )

    def _below(self) -> tuple[list[str], int]:
        """What stands below the lanes, and where it ends: the deadlock in words, the legend."""
        found: list[str] = []
        y = self.bottom + 24
        if self.picture.omitted:
            found.append(_words(4, y, f"and {self.picture.omitted} more processes, not drawn"))
            y += _LINE
        for text in self._deadlock():
            found.append(_words(4, y, text, "strong"))
            y += _LINE
        y += 8 if self.picture.stuck else 0
        for entries in (self._kinds(), self._letters()):
            x = 4.0
            for sign, words in entries:
                width = 44 + len(words) * 6.6
                if x > 4 and x + width > _WIDTH:
                    x, y = 4.0, y + _LINE
                found += [sign.format(x=x, y=y - 11), _words(x + 26, y, words)]
                x += width
            y += _LINE if x > 4 else 0
        for line, source in self.picture.sources().items():
            found.append(_words(4, y, f"line {line}: {_cut(source)}", "code"))
            y += _LINE
        found.append(_words(4, y, NOT_TO_SCALE, "quiet"))
        return found, y + 10

    def _deadlock(self) -> Iterator[str]:
        if self.picture.stuck:
            yield "Deadlock: nothing in the program can ever move again."
        for sentence in self.picture.stuck:
            yield from textwrap.wrap(sentence, 125)

    def _kinds(self) -> Iterator[tuple[str, str]]:
        """A sign for each kind, to be placed at {x} and {y}, and what it means."""
        for kind in self.picture.kinds():
            fill = f' fill="url(#{self.ident}-{_name(kind)})"' if kind in _TEXTURES else ""
            name = f"{_name(kind)} sample piece"
            yield (
                f'<rect class="{name}" x="{{x}}" y="{{y}}" width="20" height="12"{fill}/>',
                WORDS[kind],
            )

    def _letters(self) -> Iterator[tuple[str, str]]:
        """The same for the letters of marks."""
        for text, letter in self.letters.items():
            yield (
                f'<text class="strong" x="{{x}}" y="{{y}}" dx="6" dy="11">{letter}</text>',
                _cut(text),
            )

    def _x(self, seconds: float) -> float:
        return _LEFT + self.picture.scale.place(seconds) * (_WIDTH - _LEFT - _RIGHT)

    def _top(self, pid: int) -> int:
        return _TOP + self.rows[pid] * _LANE + _BAR_TOP


def in_words(picture: Picture) -> str:
    """What the picture shows, for who cannot see it."""
    lanes = [
        f"{lane.label} lived from {milliseconds(lane.born)} to {milliseconds(lane.until)}:"
        f" {lane.fate}{f', {lane.left}' if lane.left else ''}."
        for lane in picture.lanes
    ]
    stuck = [f"{sentence}." for sentence in picture.stuck]
    return " ".join([f"One lane for each of {len(lanes)} processes.", *lanes, *stuck])


def describe(lane: Lane, piece: Piece) -> str:
    """One piece in words, with its times."""
    source = f": {piece.source}" if piece.source else ""
    times = f"from {milliseconds(piece.start)} to {milliseconds(piece.end)}"
    return f"{lane.label} {say(piece)}{source} ({times})"


def _words(x: float, y: float, text: str, name: str = "", anchor: str = "") -> str:
    names = f' class="{name}"' if name else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{names}{anchored}>{_text(text)}</text>'


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _text(text: str) -> str:
    """Text of an answer, harmless: escaped, and without characters that XML cannot hold."""
    return escape(in_a_line(text))
