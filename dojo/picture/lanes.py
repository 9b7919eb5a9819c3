"""The picture of one run, before any form is given to it: a lane a process, on one axis of time.

Runs last from some milliseconds to some seconds, and what matters can be short. So the axis is not
to scale: between any two changes there is room, long waits are compressed, and the order is kept.
Every form places what it draws by the same ``Scale``.
"""

import math
import string
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, pairwise
from types import MappingProxyType
from typing import Literal

from dojo.arena.observation import Doing, Event, Observation, ProcessSeen, exit_text
from dojo.text import in_a_line

Kind = Doing | Literal["not seen"]

WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        "runs": "runs",
        "join": "waits for a process to end",
        "lock": "waits for a lock, semaphore or event",
        "pipe": "waits for a queue or pipe",
        "gate": "stands at a probe of the test",
        "sleep": "sleeps",
        "stopped": "stopped by a signal",
        "ended": "ended, and not joined yet",
        "other": "waits for something else",
        "not seen": "lived; what it did was not seen",
    }
)
NOT_TO_SCALE = "Not to scale: long waits are drawn shorter, short moments longer."

_MOST_LANES, _MOST_MARKS = 24, 40
_EQUAL_SHARE = 0.35  # of the axis, shared equally between all moments, however short
_UNSEEN = 0.02  # seconds; what is missing for less than this is only the time between two looks
_ONE_LOOK = 0.0005  # seconds; looks at the tree are further apart
_STANDING = ("meet", "gate", "hold", "read")  # the events that begin a wait at a probe
_ENDINGS = {
    "returned": "the call returned",
    "raised": "the call raised an error",
    "unloadable": "the file could not be imported",
}
_EVENTS = {
    "refused": "they cannot all meet at {label!r}, says the arena",
    "polls": "woken again and again while it waits, says the arena",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """What a process did for a while. ``whom`` are the processes that could end the wait."""

    start: float
    end: float
    kind: Kind
    line: int | None = None
    source: str = ""
    waits_for: str = ""
    whom: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at one moment."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """``source`` starts ``target``, or waits for it; ``cycle`` when the wait is part of a deadlock."""

    kind: Literal["starts", "waits"]
    source: int
    target: int
    at: float
    cycle: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One process.

    ``parent`` is the pid of who started it, None for the first. ``ended`` is None for one that was
    still there when the run ended; ``until`` is where the drawing of it ends. ``fate`` and ``left``
    say how it ended, and whether it was left behind.
    """

    pid: int
    label: str
    depth: int
    parent: int | None
    born: float
    ended: float | None
    until: float
    fate: str
    left: str
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis: real seconds on the one side, places from 0 to 1 on the other."""

    moments: tuple[float, ...]
    places: tuple[float, ...]

    def place(self, seconds: float) -> float:
        """Where on the axis this moment is drawn."""
        return _between(self.moments, self.places, seconds)

    def seconds(self, place: float) -> float:
        """The moment that is drawn at this place."""
        return _between(self.places, self.moments, place)


@dataclass(frozen=True, slots=True)
class Picture:
    """One run, ready to be drawn.

    ``cycle`` are the processes of a deadlock, each waiting for the next and the last for the first;
    ``stuck`` says in words who waits for what. ``omitted`` counts processes beyond what fits.
    """

    title: str
    scale: Scale
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    returned: float | None = None
    cycle: tuple[int, ...] = ()
    stuck: tuple[str, ...] = ()
    omitted: int = 0

    def lane(self, pid: int) -> Lane:
        """The lane of this process."""
        return next(lane for lane in self.lanes if lane.pid == pid)

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of pieces that occur, in the order of ``WORDS``."""
        used = {piece.kind for lane in self.lanes for piece in lane.pieces}
        return tuple(kind for kind in WORDS if kind in used)

    def letters(self) -> dict[str, str]:
        """A letter for every text of a mark, in the order in which they happened."""
        marks = sorted((mark for lane in self.lanes for mark in lane.marks), key=lambda m: m.at)
        texts = list(dict.fromkeys(mark.text for mark in marks))
        return {t: string.ascii_letters[n] if n < 52 else "*" for n, t in enumerate(texts)}

    def captions(self, piece: Piece) -> tuple[str, ...]:
        """What can stand beside a wait, the longest first: its line, and for whom it is."""
        if piece.line is None:
            return ()
        names = [lane.label for lane in self.lanes if (lane.pid,) == piece.whom]
        line = f"line {piece.line}"
        return (*(f"{line} → {name}" for name in names), line, str(piece.line))

    def sources(self) -> dict[int, str]:
        """The lines of the answer at which somebody stood."""
        pieces = [piece for lane in self.lanes for piece in lane.pieces]
        return dict(sorted((p.line, p.source) for p in pieces if p.line is not None and p.source))


def picture_of(seen: Observation) -> Picture:
    """Everything that can be drawn of a run; poorer, but never wrong, where little was seen."""
    shown = list(_in_order(seen))
    end = max((one.process.end or seen.seconds for one in shown), default=0.0)
    lanes = tuple(_lane(seen, one, end) for one in shown[:_MOST_LANES])
    last = {lane.pid: lane.pieces[-1] for lane in lanes if lane.pieces}
    stuck = seen.ending.how == "stuck" or seen.program_stopped == "stuck"
    waiting = {pid: p.whom for pid, p in last.items() if p.kind != "ended"} if stuck else {}
    cycle = _cycle({pid: [w for w in whom if w in last] for pid, whom in waiting.items()})
    returned = next((event.at for event in seen.of_kind("returned")), None)
    return Picture(
        title=f"{f'{seen.function}(…)' if seen.function else 'the program'} under {seen.start_method}",
        scale=_scale(lanes, returned),
        lanes=lanes,
        arrows=(*_starts(lanes), *_waits(lanes, cycle)),
        returned=returned,
        cycle=cycle,
        stuck=tuple(_stuck(seen, lanes, cycle)) if stuck else (),
        omitted=max(len(shown) - _MOST_LANES, 0),
    )


def say(piece: Piece) -> str:
    """A piece in words: what its process does, and at which line."""
    what = f"waits {piece.waits_for}" if piece.waits_for else WORDS[piece.kind]
    return f"{what}, line {piece.line}" if piece.line else what


def milliseconds(seconds: float) -> str:
    """A time as people read it: ``0 ms``, ``12 ms``, ``1.25 s``."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


# -- processes -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    """A process to draw: its label, how deep it stands, and who started it."""

    process: ProcessSeen
    label: str
    depth: int
    parent: int | None


def _in_order(seen: Observation) -> Iterator[_Shown]:
    """The processes to draw, each below who started it, in the order of their birth."""
    left = _left(seen)
    shown = {p.pid: p for p in seen.processes if p.role != "helper" or p.pid in left}
    creators = {p.pid: p.parent for p in seen.processes}
    below: dict[int, list[ProcessSeen]] = {}
    for process in sorted(shown.values(), key=lambda p: p.start):
        parent = process.parent
        while parent in creators and parent not in shown:
            parent = creators[parent]  # the fork server only starts what somebody asked it for
        if process.pid != seen.root:
            below.setdefault(parent if parent in shown else seen.root, []).append(process)

    def descend(parent: int, number: str, depth: int) -> Iterator[_Shown]:
        for n, process in enumerate(below.get(parent, ()), 1):
            name = "helper" if process.role == "helper" else "child"
            yield _Shown(process, f"{name} {number}{n}", depth, parent)
            yield from descend(process.pid, f"{number}{n}.", depth + 1)

    if seen.root in shown:
        yield _Shown(shown[seen.root], "main", 0, None)
    yield from descend(seen.root, "", 1)


def _left(seen: Observation) -> set[int]:
    """Who was there when it should not have been."""
    return {
        pid
        for left in (seen.at_return, seen.at_end)
        if left
        for pid in (*left.alive, *left.orphans, *left.unreaped)
    }


def _lane(seen: Observation, shown: _Shown, end: float) -> Lane:
    process, pid = shown.process, shown.process.pid
    still_there = process.end is None or _was_ended_by_the_arena(seen, pid)
    until = end if still_there or process.end is None else process.end
    pieces = _pieces(seen, pid, process.start, until, ended=not still_there)
    zombie = pieces[-1] if pieces and pieces[-1].kind == "ended" else None
    return Lane(
        pid=pid,
        label=shown.label,
        depth=shown.depth,
        parent=shown.parent,
        born=process.start,
        ended=zombie.start if zombie else None if still_there else until,
        until=until,
        fate="still there" if still_there and not zombie else exit_text(process.exit_code),
        left=_how_left(seen, pid),
        pieces=pieces,
        marks=_marks(seen, pid, spans=any(span.pid == pid for span in seen.spans)),
    )


def _was_ended_by_the_arena(seen: Observation, pid: int) -> bool:
    if pid == seen.root:
        return bool(seen.program_stopped) and seen.program_exit is None
    return pid in (*seen.at_end.alive, *seen.at_end.orphans)


def _how_left(seen: Observation, pid: int) -> str:
    if seen.program_stopped:  # the arena ended it, and nobody can say what would have been left
        return ""
    if pid in (*seen.at_end.alive, *seen.at_end.orphans):
        return "left behind"
    if pid in seen.at_end.unreaped:
        return "never joined"
    if seen.at_return and pid in (*seen.at_return.alive, *seen.at_return.orphans):
        return "outlived the call"
    return "not joined" if seen.at_return and pid in seen.at_return.unreaped else ""


def _pieces(
    seen: Observation, pid: int, born: float, until: float, *, ended: bool
) -> tuple[Piece, ...]:
    """What was seen of a process, without gaps; longer gaps are told as "not seen".

    What was still there when the run ended goes on with what it did last.
    """
    found: list[Piece] = []
    for span in sorted((s for s in seen.spans if s.pid == pid), key=lambda s: s.start):
        piece = Piece(
            max(span.start, born), min(span.end, until), span.doing,
            span.line, in_a_line(span.source), in_a_line(span.waits_for), span.whom,
        )  # fmt: skip
        _append(found, piece, born)
    if not found or (ended and until - found[-1].end > _UNSEEN):
        _append(found, Piece(found[-1].end if found else born, until, "not seen"), born)
    found[-1] = replace(found[-1], end=max(until, found[-1].start))
    return tuple(piece for piece in found if piece.end > piece.start) or (found[-1],)


def _append(found: list[Piece], piece: Piece, born: float) -> None:
    """Add a piece to those of a lane so that it begins where the one before it ends."""
    before = found[-1].end if found else born
    if piece.start - before > _UNSEEN:
        found.append(Piece(before, piece.start, "not seen"))
    elif found and replace(piece, start=0.0, end=0.0) == replace(found[-1], start=0.0, end=0.0):
        piece = replace(piece, start=found.pop().start)
    elif found:
        found[-1] = replace(found[-1], end=piece.start)
    else:
        piece = replace(piece, start=born)
    found.append(piece)


def _marks(seen: Observation, pid: int, *, spans: bool) -> tuple[Mark, ...]:
    """Its events. Where spans were recorded, a wait at a probe is a piece, and needs no mark."""
    mine = (e for e in seen.events if e.pid == pid and not (spans and e.kind in _STANDING))
    return tuple(Mark(event.at, in_a_line(_text(event))) for event in islice(mine, _MOST_MARKS))


def _text(event: Event) -> str:
    if event.kind == "returned":
        return _ENDINGS.get(event.label, "the call ended")
    return _EVENTS.get(event.kind, f"{event.kind} {{label!r}}").format(label=event.label)


# -- arrows ----------------------------------------------------------------------------------------


def _starts(lanes: Sequence[Lane]) -> Iterator[Arrow]:
    """From who started a process to the process, at its birth."""
    drawn = {lane.pid for lane in lanes}
    for lane in lanes:
        if lane.parent in drawn and lane.parent is not None:
            yield Arrow("starts", lane.parent, lane.pid, lane.born)


def _waits(lanes: Sequence[Lane], cycle: Sequence[int]) -> Iterator[Arrow]:
    """From a wait to the one process that could end it; of waits that repeat, the longest."""
    drawn = {lane.pid: number for number, lane in enumerate(lanes)}
    deadlocked = dict(pairwise([*cycle, *cycle[:1]]))
    longest: dict[tuple[int, int, int | None], Piece] = {}
    for lane in lanes:
        for piece in lane.pieces:
            in_cycle = lane.pid in deadlocked and piece is lane.pieces[-1]
            whom = [deadlocked[lane.pid]] if in_cycle else [w for w in piece.whom if w != lane.pid]
            if len(whom) != 1 or whom[0] not in drawn or whom[0] == lane.pid:
                continue
            key = (lane.pid, whom[0], piece.line)
            if in_cycle or key not in longest or _length(longest[key]) < _length(piece):
                longest[key] = piece
    for (pid, whom_pid, _), piece in longest.items():
        down = drawn[pid] < drawn[whom_pid]
        part = 0.4 if down else 0.6  # so that two who wait for each other are told apart
        at = piece.start + part * _length(piece)
        last = piece is lanes[drawn[pid]].pieces[-1]
        yield Arrow("waits", pid, whom_pid, at, cycle=last and deadlocked.get(pid) == whom_pid)


def _length(piece: Piece) -> float:
    return piece.end - piece.start


def _cycle(waits: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Processes that wait for each other in a ring, or nothing."""

    def follow(path: list[int]) -> tuple[int, ...]:
        for following in waits.get(path[-1], ()):
            if following in path:
                return tuple(path[path.index(following) :])
            if following not in done and (found := follow([*path, following])):
                return found
        done.add(path[-1])
        return ()

    done: set[int] = set()
    return next((found for pid in waits if (found := follow([pid]))), ())


def _stuck(seen: Observation, lanes: Sequence[Lane], cycle: Sequence[int]) -> Iterator[str]:
    """Who waits for what: in the order of the cycle, else everybody that was asked."""
    drawn = {lane.pid: lane for lane in lanes}
    for pid, whom in pairwise([*cycle, *cycle[:1]]):
        yield _waits_in_words(drawn[pid], drawn[pid].pieces[-1], drawn[whom])
    for thread in () if cycle else seen.waiting:
        if lane := drawn.get(thread.pid):
            piece = Piece(0, 0, "other", thread.line, waits_for=in_a_line(thread.waits_for))
            could = lane.pieces[-1].whom
            yield _waits_in_words(lane, piece, drawn.get(could[0]) if len(could) == 1 else None)


def _waits_in_words(lane: Lane, piece: Piece, whom: Lane | None) -> str:
    """One sentence; who could end the wait is told, where that is one process."""
    if whom is None:
        return f"{lane.label} {say(piece)}"
    if "a child to end" in piece.waits_for:
        waits_for = piece.waits_for.replace("a child", whom.label)
        return f"{lane.label} {say(replace(piece, waits_for=waits_for))}"
    name = "itself" if whom == lane else whom.label
    gone = "" if whom.ended is None else f", and it has ended: {whom.fate}"
    return f"{lane.label} {say(piece)} (only {name} could end that{gone})"


# -- the axis --------------------------------------------------------------------------------------


def _scale(lanes: Sequence[Lane], returned: float | None) -> Scale:
    """Give every time between two changes an equal share, and some more the longer it lasts.

    What was seen in one look happened, as far as anybody can tell, at the same moment.
    """
    marks = {mark.at for lane in lanes for mark in lane.marks}
    changes = {t for lane in lanes for p in lane.pieces for t in (p.start, p.end)} - marks
    times = sorted(marks | changes | ({returned} if returned is not None else set())) or [
        0.0,
        0.001,
    ]
    look, lengths = times[0], [0.0]
    for before, after in pairwise(times):
        same = {before, after} <= changes and after - look < _ONE_LOOK
        lengths.append(0.0 if same else after - before)
        look = look if same else after
    apart = sum(length > 0 for length in lengths) or 1
    widest = sum(map(math.sqrt, lengths)) or 1.0
    shares = [
        _EQUAL_SHARE / apart + (1 - _EQUAL_SHARE) * math.sqrt(length) / widest if length else 0.0
        for length in lengths
    ]
    places = list(accumulate(shares))
    return Scale(tuple(times), tuple(place / (places[-1] or 1.0) for place in places))


def _between(known: Sequence[float], others: Sequence[float], value: float) -> float:
    """Map a value from one side of the axis to the other."""
    after = min(max(bisect_right(known, value), 1), len(known) - 1)
    left, right = known[after - 1], known[after]
    part = min(max((value - left) / (right - left), 0.0), 1.0) if right > left else 1.0
    return others[after - 1] + part * (others[after] - others[after - 1])
