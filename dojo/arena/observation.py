"""What the arena saw: frozen data that can be compared, stored as JSON and read aloud.

Nothing here judges. Times are seconds since the start of the run; they are for people and
pictures, and no verdict rests on them.
"""

import signal
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, Literal

from dojo.text import visible

How = Literal["returned", "raised", "exited", "killed", "stuck", "bounded", "unloadable"]
Bound = Literal["time", "memory", "output", "processes", "file size", "traffic"]
Doing = Literal["runs", "lock", "pipe", "join", "gate", "sleep", "stopped", "ended", "other"]
LONGEST_INT = 14_000  # bits; 4300 digits, the most that Python turns into text, are some more
_MOST_SHOWN = 100_000  # characters and items of a value whose repr is made, to be cut
_MOST_LINES = 300  # of one kind in an observation's text


@dataclass(frozen=True, slots=True)
class Opaque:
    """Stands for a value that is not plain data; equal to nothing but the same description."""

    type_name: str
    text: str

    def __repr__(self) -> str:
        return self.text


def long_int(value: int) -> str:
    """An int that has more digits than Python turns into text."""
    digits = value.bit_length() * 30103 // 100_000 + 1  # 0.30103 is log10(2), nearly
    return f"<{'negative ' if value < 0 else ''}int of about {digits} digits>"


class LongInt(int):
    """An int with more digits than Python turns into text; equal to the int, and shown by its size."""

    def __repr__(self) -> str:
        return long_int(self)

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Ending:
    """How the call ended.

    ``returned`` with ``value``; ``raised`` with ``error``, ``text``, ``traceback``, ``line``;
    ``exited`` or ``killed`` (the process ended before the call did) with ``exit_code``, negative for
    a signal; ``stuck`` (a proved deadlock); ``bounded`` with ``bound``; ``unloadable`` (the answer
    could not be imported) like ``raised``.
    """

    how: How
    value: Any = None
    error: str = ""
    text: str = ""
    traceback: str = ""
    line: int | None = None
    exit_code: int | None = None
    bound: Bound | None = None

    def __str__(self) -> str:
        return visible(self._in_words())

    def _in_words(self) -> str:
        match self.how:
            case "returned":
                return f"returned {short(self.value)}"
            case "raised" | "unloadable":
                where = f" at line {self.line}" if self.line else ""
                return f"{self.how}: {self.error}{f': {self.text}' if self.text else ''}{where}"
            case "exited" | "killed":
                return exit_text(self.exit_code)
            case "bounded":
                return f"ended by the arena: too much {self.bound}"
            case _:
                return f"{self.how} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Event:
    """Something a process of the run told us, or that the arena did. ``pid`` is the kernel's word."""

    kind: str
    label: str
    pid: int
    at: float
    data: dict[str, Any] = field(default_factory=dict)

    def is_of(self, label: str) -> bool:
        """Whether a probe with this label was called."""
        return self.label == label and self.kind in ("note", "gate", "hold", "meet")


@dataclass(frozen=True, slots=True)
class ProcessSeen:
    """One process of the tree. ``exit_code`` is None while it ran or where nobody could see it.

    ``parent`` is who started it. ``role`` is ``answer`` for the process that made the call,
    ``helper`` for multiprocessing's own (resource tracker, fork server), ``child`` for the rest.
    ``started`` tells how it came to be.
    ``states`` counts the state letters of proc(5) that were sampled.
    """

    pid: int
    parent: int
    role: Literal["answer", "child", "helper"]
    started: Literal["fork", "spawn", "forkserver", "exec"]
    command: str
    start: float
    end: float | None
    exit_code: int | None
    cpu_seconds: float
    voluntary_switches: int
    involuntary_switches: int
    states: dict[str, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thread of a process that can never wake: where it is in the answer, and what it waits for."""

    pid: int
    role: str
    call: str
    waits_for: str
    line: int | None = None
    function: str = ""
    source: str = ""

    def __str__(self) -> str:
        who = "the answer's own process" if self.role == "answer" else f"{self.role} {self.pid}"
        at = (
            f"line {self.line}, in {self.function}: {self.source}" if self.line else "no line known"
        )
        return visible(f"{who} waits {self.waits_for} ({at})")


@dataclass(frozen=True, slots=True)
class Span:
    """What the main thread of one process did for a while; only a recorded run has them.

    ``pipe`` is a wait for a queue, pipe or socket, ``gate`` one at a probe of the test, ``ended`` the
    time from a process's end until somebody joined it (a zombie). ``waits_for`` is in words, as in
    Waiting; ``whom`` are the processes that could end the wait, as far as can be seen from outside.
    """

    pid: int
    start: float
    end: float
    doing: Doing
    waits_for: str = ""
    line: int | None = None
    function: str = ""
    source: str = ""
    whom: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What was still there at one moment, besides the answer's own process and mp's helpers.

    ``alive``: running processes. ``unreaped``: ended ones whose exit status nobody collected.
    ``orphans``: running ones whose parent is gone. ``threads``: other threads of the answer's own
    process, by their native ids; those are nobody's fault unless the program never ends.
    """

    alive: tuple[int, ...] = ()
    unreaped: tuple[int, ...] = ()
    orphans: tuple[int, ...] = ()
    shared_memory: tuple[str, ...] = ()
    semaphores: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    threads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One run.

    ``program_exit`` is the program's exit code, None if it never ended by itself; then
    ``program_stopped`` says why the arena ended it.
    """

    function: str
    start_method: str
    ending: Ending
    root: int = 0
    program_exit: int | None = None
    program_stopped: Literal["", "stuck"] | Bound = ""
    stdout: str = ""
    stderr: str = ""
    processes: tuple[ProcessSeen, ...] = ()
    events: tuple[Event, ...] = ()
    at_return: Leftovers | None = None
    at_end: Leftovers = field(default_factory=Leftovers)
    waiting: tuple[Waiting, ...] = ()
    spans: tuple[Span, ...] = ()
    seconds: float = 0.0
    protections: tuple[str, ...] = ()

    def notes(self, label: str | None = None) -> tuple[Event, ...]:
        """The ``note`` events with this label (any label when None), in the order they arrived."""
        return tuple(e for e in self.events if e.kind == "note" and label in (None, e.label))

    def pids(self, label: str) -> list[int]:
        """In which processes these notes were made, in the order they arrived."""
        return [event.pid for event in self.notes(label)]

    def of_kind(self, kind: str, label: str | None = None) -> tuple[Event, ...]:
        """The events of one kind, in the order they arrived."""
        return tuple(e for e in self.events if e.kind == kind and label in (None, e.label))

    def children(self) -> tuple[ProcessSeen, ...]:
        """Every process that the answer started, without multiprocessing's own helpers."""
        return tuple(p for p in self.processes if p.role == "child")

    def to_dict(self) -> dict[str, Any]:
        """Plain data, fit for ``json.dumps(..., default=repr)``."""
        return asdict(self)

    def __str__(self) -> str:
        return visible("\n".join(_lines(self)))


def exit_text(code: int | None) -> str:
    """An exit code in words: ``exit code 3``, ``killed by SIGTERM``."""
    if code is None:
        return "exit code not seen"
    if code >= 0:
        return f"exit code {code}"
    return f"killed by {signal_name(-code)}"


def signal_name(number: int) -> str:
    """``SIGTERM`` for 15; ``signal N`` where it has no name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def short(value: object, most: int = 200) -> str:
    """``repr``, cut in the middle when long. Never raises, and takes no longer for a larger value."""
    if type(value) is int and value.bit_length() > LONGEST_INT:
        return long_int(value)
    text = _repr(value) if _is_small(value) else _kind_and_size(value)
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"


def _repr(value: object) -> str:
    try:
        return visible(repr(value))
    except Exception as error:  # noqa: BLE001  # reason: a value's repr may raise anything
        return f"<{type(value).__name__}, whose repr raised {type(error).__name__}>"


def _kind_and_size(value: Any) -> str:
    if isinstance(value, (str, bytes)):
        return f"{_repr(value[:1000])} … {_repr(value[-1000:])}"
    return f"<{type(value).__name__} of {len(value)} items>"


def _is_small(value: object) -> bool:
    """Whether its repr is made in no time; what is not plain data is taken to be small."""
    left, pending = _MOST_SHOWN, [value]
    while pending and left > 0:
        one: Any = pending.pop()
        left -= 1
        if isinstance(one, (str, bytes)):
            left -= len(one)
        elif isinstance(one, dict):
            pending += islice(one.keys(), max(left, 0))
            pending += islice(one.values(), max(left, 0))
        elif isinstance(one, (list, tuple, set, frozenset)):
            pending += islice(one, max(left, 0))
    return left > 0


def _lines(seen: Observation) -> Iterator[str]:
    call = f"{seen.function}(…)" if seen.function else "the program"
    yield f"{call} under {seen.start_method}: {seen.ending}"
    yield from _lines_of_what_happened(seen)
    for thread in seen.waiting:
        yield f"  stuck: {thread}"
    for title, left in (("when the call returned", seen.at_return), ("at the end", seen.at_end)):
        for name in Leftovers.__slots__ if left else ():
            if found := getattr(left, name):
                names = ", ".join(map(str, found[:_MOST_LINES]))
                yield f"  left {title}, {name.replace('_', ' ')}: {names}"
    for title, text in (("stdout", seen.stdout), ("stderr", seen.stderr)):
        if text.strip():
            yield f"  {title}: {short(text, 600)}"


def _lines_of_what_happened(seen: Observation) -> Iterator[str]:
    for process in islice(seen.processes, _MOST_LINES):
        end = "still there" if process.end is None else f"ended at {process.end:.3f} s"
        code = f", {exit_text(process.exit_code)}" if process.exit_code is not None else ""
        yield (
            f"  process {process.pid} ({process.role}, {process.started}, parent {process.parent})"
            f" from {process.start:.3f} s, {end}{code}"
        )
    for event in islice(seen.events, _MOST_LINES):
        data = f" {short(event.data)}" if event.data else ""
        yield f"  {event.at:7.3f} s  {event.pid}  {event.kind} {event.label[:200]}{data}"
    for what, found in (("processes", seen.processes), ("events", seen.events)):
        if len(found) > _MOST_LINES:
            yield f"  and {len(found) - _MOST_LINES} more {what}"
