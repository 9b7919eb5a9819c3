"""The picture in a terminal: a line a process, readable without colour, from 20 columns on."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rich.console import Console, ConsoleOptions
from rich.text import Text

from dojo.picture.lanes import (
    NOT_TO_SCALE,
    WORDS,
    Kind,
    Lane,
    Picture,
    Piece,
    milliseconds,
)


@dataclass(frozen=True)
class Glyphs:
    """One character for everything that is drawn."""

    kinds: Mapping[Kind, str]
    birth: str
    end: str
    still_there: str
    arrow: str


_GLYPHS = Glyphs(
    MappingProxyType(
        {
            "runs": "█",
            "join": "─",
            "lock": "▚",
            "pipe": "≈",
            "gate": "┆",
            "sleep": "·",
            "stopped": "×",  # noqa: RUF001  # reason: the sign is meant, not the letter
            "ended": "z",
            "other": "╌",
            "not seen": "░",
        }
    ),
    birth="└",
    end="┤",
    still_there="▶",
    arrow="→",
)
_ASCII = Glyphs(
    MappingProxyType(
        {
            "runs": "#",
            "join": "-",
            "lock": "%",
            "pipe": "~",
            "gate": ":",
            "sleep": ".",
            "stopped": "x",
            "ended": "z",
            "other": "=",
            "not seen": "?",
        }
    ),
    birth="`",
    end="|",
    still_there=">",
    arrow="->",
)
_STYLES: Mapping[Kind, str] = MappingProxyType(
    {"runs": "green", "lock": "red", "pipe": "magenta", "join": "cyan", "gate": "yellow"}
)
_NARROW = 64  # columns below which a label has a line of its own
_LABELS, _FATES = 13, 20  # columns for what stands left and right of a lane
_NARROWEST = 20


@dataclass(frozen=True)
class Drawing:
    """A picture that rich can print, at any width and in any encoding."""

    picture: Picture

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """All lines of it."""
        width = max(options.max_width, _NARROWEST)
        glyphs = _GLYPHS if _can_show(options.encoding) else _ASCII
        for line in _Form(self.picture, glyphs, width).lines():
            plain = line if glyphs is _GLYPHS else _to_ascii(line)
            for part in plain.wrap(console, width):
                part.rstrip()
                yield part


def _can_show(encoding: str) -> bool:
    try:
        "".join([*_GLYPHS.kinds.values(), _GLYPHS.birth, _GLYPHS.still_there]).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _to_ascii(line: Text) -> Text:
    """Texts of the answer may hold anything; what cannot be shown becomes a question mark."""
    line = line.copy()
    line.plain = line.plain.encode("ascii", "replace").decode()
    return line


class _Form:
    """One drawing: where its columns are."""

    def __init__(self, picture: Picture, glyphs: Glyphs, width: int) -> None:
        self.picture, self.glyphs, self.width = picture, glyphs, width
        self.narrow = width < _NARROW
        self.left = 0 if self.narrow else _LABELS
        self.room = width - self.left - (1 if self.narrow else _FATES)
        self.letters = picture.letters()

    def lines(self) -> Iterator[Text]:
        """Axis, lanes, the deadlock, and the legend."""
        yield Text(" " * self.left + self._axis(), style="dim")
        for lane in self.picture.lanes:
            yield from self._lane(lane)
        if self.picture.omitted:
            yield Text(f"and {self.picture.omitted} more processes, not drawn")
        yield from self._deadlock()
        yield Text()
        yield from self._legend()

    def _column(self, seconds: float) -> int:
        """The last column is for the sign that says how a lane ends."""
        return int(self.picture.scale.place(seconds) * (self.room - 1))

    def _first_column(self, seconds: float) -> int:
        """What begins at the very end still has a column before the sign."""
        return min(self._column(seconds), self.room - 2)

    def _axis(self) -> str:
        """A few real times, evenly spread."""
        count = max(min(self.room // 12, 5), 2)
        row = _Row(self.room)
        for number in range(count):
            place = number / (count - 1)
            text = milliseconds(self.picture.scale.seconds(place))
            row.put(round(place * (self.room - len(text))), text)
        return str(row)

    def _lane(self, lane: Lane) -> Iterator[Text]:
        above = _Row(self.room)
        for mark in lane.marks:
            above.put(self._column(mark.at), self.letters[mark.text])
        below = _Row(self.room)
        for piece in sorted(lane.pieces, key=lambda p: p.start - p.end):  # the longest first
            self._name(piece, below)
        indent = "  " * min(lane.depth, 2)
        label, beside = (f"{indent}{text}"[-_LABELS + 1 :] for text in (lane.label, lane.pid))
        if self.narrow:
            told = f"{lane.label} ({lane.pid}): {lane.fate}"
            yield Text(f"{told}, {lane.left}" if lane.left else told)
        if str(above):
            yield Text(" " * self.left + str(above))
        bar = self._bar(lane)
        if self.narrow:
            yield bar
            if str(below):
                yield Text(str(below), style="dim")
        else:
            yield Text(f"{label:<{_LABELS}}").append(bar).append(f" {lane.fate}")
            line = Text(f"{beside:<{_LABELS}}{below!s:<{self.room}}", style="dim")
            yield line.append(f" {lane.left}" if lane.left else "")

    def _bar(self, lane: Lane) -> Text:
        """The pieces, the longest painted first so that the shortest are seen."""
        cells: list[tuple[str, str]] = [(" ", "")] * self.room
        for piece in sorted(lane.pieces, key=lambda p: p.start - p.end):
            start, end = self._first_column(piece.start), self._column(piece.end)
            for column in range(start, max(end, start + 1)):
                cells[column] = (self.glyphs.kinds[piece.kind], _STYLES.get(piece.kind, ""))
        born, until = self._first_column(lane.born), self._column(lane.until)
        if lane.depth and born:
            cells[born - 1] = (self.glyphs.birth, "")
        sign = self.glyphs.still_there if lane.ended is None else self.glyphs.end
        cells[max(until, born + 1)] = (sign, "")
        bar = Text()
        for glyph, style in cells:
            bar.append(glyph, style)
        return bar

    def _name(self, piece: Piece, row: "_Row") -> None:
        """Write under a wait as much of its caption as there is room for."""
        start = self._column(piece.start)
        room = max(self._column(piece.end) - start, 3)
        for caption in self.picture.captions(piece):
            text = caption.replace("→", self.glyphs.arrow)
            if len(text) <= room and row.put(start, text):
                return

    def _deadlock(self) -> Iterator[Text]:
        if not self.picture.stuck:
            return
        yield Text()
        yield Text("Deadlock: nothing in the program can ever move again.", style="bold")
        if self.picture.cycle:
            ring = [self.picture.lane(pid) for pid in self.picture.cycle]
            dash = self.glyphs.kinds["join"] * 2
            way = ""
            for lane in ring:
                at = lane.pieces[-1].line
                way += f"{lane.label} {dash}{f' line {at} {dash}' if at else ''}"
                way += f"{self.glyphs.arrow} "
            yield Text(f"  {way}{ring[0].label}")
        for sentence in self.picture.stuck:
            for line in textwrap.wrap(sentence, self.width - 4, subsequent_indent="  "):
                yield Text(f"  {line}")

    def _legend(self) -> Iterator[Text]:
        glyphs = [(self.glyphs.kinds[kind], WORDS[kind]) for kind in self.picture.kinds()]
        lanes = self.picture.lanes
        if any(lane.ended is not None for lane in lanes):
            glyphs.append((self.glyphs.end, "ended"))
        if any(lane.ended is None for lane in lanes):
            glyphs.append((self.glyphs.still_there, "still there when the run ended"))
        yield from self._listed(glyphs)
        yield from self._listed([(letter, text) for text, letter in self.letters.items()])
        for line, source in self.picture.sources().items():
            yield Text(f"line {line}: {source}")
        yield Text(NOT_TO_SCALE, style="dim")

    def _listed(self, entries: list[tuple[str, str]]) -> Iterator[Text]:
        """Entries beside each other, as many in a line as fit."""
        line = ""
        for sign, words in entries:
            entry = f"{sign} {words}"
            if line and len(line) + 3 + len(entry) > self.width:
                yield Text(line)
                line = ""
            line = f"{line}   {entry}" if line else entry
        if line:
            yield Text(line)


class _Row:
    """A line of text that is filled from any place on; what would cover another text is refused."""

    def __init__(self, room: int) -> None:
        self._cells = [" "] * room

    def put(self, start: int, text: str) -> bool:
        """Write, if the place is free and a space stays on both sides of a longer text."""
        start = max(min(start, len(self._cells) - len(text)), 0)
        margin = 1 if len(text) > 1 else 0
        around = self._cells[max(start - margin, 0) : start + len(text) + margin]
        if set(around) > {" "} or len(text) > len(self._cells):
            return False
        self._cells[start : start + len(text)] = text
        return True

    def __str__(self) -> str:
        return "".join(self._cells).rstrip()
