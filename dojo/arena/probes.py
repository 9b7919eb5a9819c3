"""Picklable things that a test hands to an answer: they report home, or wait there.

Every probe is called like a function, with any arguments, in any descendant, under every start
method. A probe that waits lets go as soon as its question is decided, and a run's limits bound it.

Plain classes and few imports: every spawned child loads this module, and ``dataclasses`` alone
would double what that costs.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing.process
import os
import signal
import sys
import threading

from dojo.arena import home, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self

_ONE_PART = 16384 + 4  # bytes; multiprocessing.connection.Connection._send_bytes
_LONGEST_NAME = 500  # characters of a process's name
_CO_GENERATOR = 0x20  # of code.co_flags; the module inspect would be a slow import


def _send(kind: str, label: str, **data: Any) -> Any:
    return json.loads(home.ask(json.dumps([kind, label, data]).encode()))


class _Probe:
    """Shows itself as it was made, in a message or where an answer prints what it was given."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, vars(self).values()))})"


class note(_Probe):  # noqa: N801  # reason: read as a verb in tests, like the other probes
    """Report that it was called, by whom, and with what; returns ``returns``."""

    def __init__(self, label: str, returns: Any = None) -> None:
        """Made by a test, handed to the answer."""
        self.label, self.returns = label, returns

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Send the note; it is recorded when this returns."""
        me = multiprocessing.process.current_process()
        creator = multiprocessing.process.parent_process()
        _send(
            "note",
            self.label,
            **plain.encode_call(args, kwargs),
            name=_name(me),
            daemon=bool(me.daemon),
            parent=os.getppid(),
            creator=None if creator is None else creator.pid,
            thread=threading.get_native_id(),
        )
        return self.returns


def _name(process: Any) -> str:
    """A process's name: an answer may have given any object to the constructor, or a very long text."""
    name = process.name
    return name[:_LONGEST_NAME] if type(name) is str else plain.describe(name)


class tell(_Probe):  # noqa: N801  # reason: as note
    """Note what ``function(*args)`` gives in the process that calls this; returns that."""

    def __init__(self, label: str, function: Any, *args: Any) -> None:
        """Made by a test, handed to the answer; the function is one that can be imported there."""
        self.label, self.function, self.args = label, function, args

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        """Call it and tell."""
        told = self.function(*self.args)
        note(self.label)(told)
        return told


class meet(_Probe):  # noqa: N801  # reason: as note
    """Wait until ``parties`` different processes stand here; True if they met.

    False as soon as everybody else provably waits for something, so that the others cannot come.
    """

    def __init__(self, label: str, parties: int) -> None:
        """Made by a test, handed to the answer."""
        self.label, self.parties = label, parties

    def __call__(self, *_args: Any, **_kwargs: Any) -> bool:
        """Stand at the meeting point."""
        return bool(_send("meet", self.label, parties=self.parties))


class gate(_Probe):  # noqa: N801  # reason: as note
    """Wait until the test opens this gate; without ``Live.open`` it stays closed for ever."""

    def __init__(self, label: str) -> None:
        """Made by a test, handed to the answer."""
        self.label = label

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Stand at the gate."""
        _send("gate", self.label)


class own_gate(_Probe):  # noqa: N801  # reason: as note
    """Wait until the test opens the gate that is this process's alone: the label, then its pid."""

    def __init__(self, label: str) -> None:
        """Made by a test, handed to the answer."""
        self.label = label

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Stand at the gate."""
        gate(f"{self.label} {os.getpid()}")()


class hold(_Probe):  # noqa: N801  # reason: as note
    """Wait until everybody else waits for something, or the call has returned: longer than any sleep."""

    def __init__(self, label: str) -> None:
        """Made by a test, handed to the answer."""
        self.label = label

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Stay until the others have come to rest."""
        _send("hold", self.label)


class look(_Probe):  # noqa: N801  # reason: as note
    """Have the arena look around now; an event ``look`` tells who is alive, unreaped, orphaned."""

    def __init__(self, label: str) -> None:
        """Made by a test, handed to the answer."""
        self.label = label

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Wait until it has looked."""
        _send("look", self.label)


class cell(_Probe):  # noqa: N801  # reason: as note
    """A shared number with a wide window between read and write, so that a lost update is certain.

    A read goes on when a second process reads too, or when nobody else can come to read.
    """

    def __init__(self, label: str) -> None:
        """Made by a test, handed to the answer."""
        self.label = label

    def read(self) -> Any:
        """The value, after the wait."""
        return plain.decode(_send("read", self.label))

    def write(self, value: Any) -> None:
        """Set the value at once."""
        _send("write", self.label, value=plain.encode(value))

    def add(self, amount: int) -> None:
        """What ``+=`` does: read, then write."""
        self.write((self.read() or 0) + amount)


class slow_to_add(_Probe):  # noqa: N801  # reason: as note
    """Make a whole number of one, which can be added to another; that waits for a second one to add.

    ``total += number`` reads the total, waits in the addition, and writes then: without a lock an
    update gets lost, for certain.
    """

    def __init__(self, label: str) -> None:
        """Made by a test, handed to the answer."""
        self.label = label

    def __call__(self, number: int) -> int:
        """The number, slow to add."""
        return _Slow(self.label, number)


class _Slow(int):
    """See slow_to_add. As a subclass that has __radd__ it is asked first."""

    label: str

    def __new__(cls, label: str, number: int) -> Self:
        made = super().__new__(cls, number)
        made.label = label
        return made

    def __add__(self, other: int) -> int:
        meet(self.label, 2)()
        return int(self) + int(other)

    __radd__ = __add__

    def __reduce__(self) -> Any:
        return _Slow, (self.label, int(self))


class die(_Probe):  # noqa: N801  # reason: as note
    """End the calling process by this signal."""

    def __init__(self, signal: int) -> None:
        """Made by a test, handed to the answer."""
        self.signal = signal

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Does not return when the signal kills."""
        os.kill(os.getpid(), self.signal)


class on_signal(_Probe):  # noqa: N801  # reason: as note
    """From now on, the calling process answers this signal by calling ``probe``, and lives on."""

    def __init__(self, signal: int, probe: Any) -> None:
        """Made by a test, handed to the answer."""
        self.signal, self.probe = signal, probe

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Install the handler."""
        signal.signal(self.signal, lambda *_: self.probe())


class kill_late(_Probe):  # noqa: N801  # reason: as note
    """From now on, who is killed by ``os.kill`` of the calling process takes its time to end.

    SIGKILL arrives when everybody waits for something, when the call has returned, or when it is
    sent again: whoever reads an exit code without waiting for the end always reads it too early.
    """

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Put another function in its place."""
        send = os.kill
        dying: set[int] = set()

        def kill(pid: int, number: int) -> None:
            if number != signal.SIGKILL or pid <= 0 or pid in dying:
                send(pid, number)
            else:
                send(pid, 0)  # who means a process that is not there is told so
                dying.add(pid)
                _send("kill", str(int(number)), to=pid, late=True)

        os.kill = kill


class send_in_parts(_Probe):  # noqa: N801  # reason: as note
    """From now on, what the calling process sends that is long takes its time to arrive.

    A Connection sends what has more than 16 KiB in two parts, the length first. Between them this
    waits until everybody else waits: whoever reads from the same pipe then gets the next bytes.
    """

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Put another method in its place."""
        from multiprocessing.connection import Connection  # noqa: PLC0415  # reason: slow to import

        send: Any = Connection._send  # type: ignore[attr-defined]  # noqa: SLF001  # reason: CPython's own since 3.3
        count = itertools.count()

        def send_late(self: Any, part: Any, *how: Any) -> None:
            if len(part) > _ONE_PART:
                _send("hold", f"part {next(count)}")
            send(self, part, *how)

        Connection._send = send_late  # type: ignore[attr-defined]  # noqa: SLF001  # reason: as above


class before(_Probe):  # noqa: N801  # reason: as note
    """From now on, a function of a loaded module calls ``probe`` first, in the calling process.

    Who has imported the function itself, before, is not met.
    """

    def __init__(self, module: str, name: str, probe: Any) -> None:
        """Made by a test, handed to the answer."""
        self.module, self.name, self.probe = module, name, probe

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Put another function in its place."""
        module = sys.modules[self.module]
        function = getattr(module, self.name)

        def late(*args: Any, **kwargs: Any) -> Any:
            self.probe()
            return function(*args, **kwargs)

        setattr(module, self.name, late)


class adopted(_Probe):  # noqa: N801  # reason: as note
    """From now on, ``os.getppid`` of the calling process tells this pid, as if it had been adopted."""

    def __init__(self, parent: int) -> None:
        """Made by a test, handed to the answer."""
        self.parent = parent

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Put another function in its place."""
        os.getppid = lambda: self.parent


class leave(_Probe):  # noqa: N801  # reason: as note
    """End the calling process with this exit code, in the way of ``sys.exit``."""

    def __init__(self, code: int) -> None:
        """Made by a test, handed to the answer."""
        self.code = code

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Raise SystemExit."""
        raise SystemExit(self.code)


class fail(_Probe):  # noqa: N801  # reason: as note
    """Raise a ValueError with this text."""

    def __init__(self, text: str) -> None:
        """Made by a test, handed to the answer."""
        self.text = text

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Raise it."""
        raise ValueError(self.text)


class steps(_Probe):  # noqa: N801  # reason: as note
    """Call probes one after another with the same arguments; returns what the last one returns."""

    def __init__(self, *probes: Any) -> None:
        """Keep them in the order of the call."""
        self.probes = probes

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call them all."""
        result = None
        for probe in self.probes:
            result = probe(*args, **kwargs)
        return result


class in_turn(_Probe):  # noqa: N801  # reason: as note
    """Call the first probe at the first call, the second at the second, and the last ever after."""

    def __init__(self, *probes: Any) -> None:
        """Keep them in the order of the call. A process that gets a copy begins with the first."""
        self.probes = list(probes)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the one whose turn it is."""
        probe = self.probes.pop(0) if len(self.probes) > 1 else self.probes[0]
        return probe(*args, **kwargs)


class choose(_Probe):  # noqa: N801  # reason: as note
    """Call the probe that a table holds for the first argument; returns what that returns."""

    def __init__(self, table: dict[Any, Any]) -> None:
        """Keep the probes, by argument."""
        self.table = table

    def __call__(self, which: Any, *args: Any, **kwargs: Any) -> Any:
        """Call the one that belongs to this argument."""
        return self.table[which](which, *args, **kwargs)


class taken(list[object]):  # noqa: N801  # reason: as note
    """A list; whoever loops over it notes each item taken, and whether a generator took it."""

    def __init__(self, label: str, items: Any) -> None:
        """Made by a test, handed to the answer."""
        super().__init__(items)
        self.label = label

    def __iter__(self) -> Any:
        """The items, each noted."""
        for item in list.__iter__(self):
            # Whoever asks for the next item of this generator.
            taker = sys._getframe(1).f_code  # noqa: SLF001  # reason: as in frames.py
            note(self.label)(by_generator=bool(taker.co_flags & _CO_GENERATOR))
            yield item

    def __reduce__(self) -> Any:
        """Pickled without looping over it."""
        return taken, (self.label, list(list.__iter__(self)))


class bystander(_Probe):  # noqa: N801  # reason: as note
    """Start a process beside the answer's, which stands at the gate ``label``, and is nobody's."""

    def __init__(self, label: str) -> None:
        """Made by a test, handed to the answer."""
        self.label = label

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Go on, while it stands there."""
        if os.fork() == 0:
            try:
                os.closerange(3, 4096)  # whoever waits for the end of a pipe does not wait for it
                gate(self.label)()
            finally:
                os._exit(0)


class connect(_Probe):  # noqa: N801  # reason: as note
    """Open a connection that is for this process alone; whoever uses it notes so."""

    def __init__(self, label: str) -> None:
        """Made by a test, handed to the answer."""
        self.label, self.opened = label, 0

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        """The connection, with ``send`` and ``close``."""
        self.opened += 1
        name = f"{os.getpid()}.{self.opened}"
        note(f"{self.label} opened")(name)
        return _Connection(self.label, name)


class _Connection(_Probe):
    """Like an encrypted one: it cannot be pickled, and a fork of it is not a second one.

    Who sends by a connection that another process has opened waits there to meet somebody else who
    does so at the same time.
    """

    def __init__(self, label: str, name: str) -> None:
        self.label, self.name, self._maker = label, name, os.getpid()

    def send(self, what: Any) -> None:
        note(f"{self.label} sent")(self.name, what)
        if os.getpid() != self._maker:
            meet(f"{self.label} used at once", 2)()

    def close(self) -> None:
        note(f"{self.label} closed")(self.name)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError("cannot pickle 'Connection' object")


class packed(_Probe):  # noqa: N801  # reason: as note
    """Call a function; notes each time that a process of the run pickles this, to send it on."""

    def __init__(self, label: str, function: Any) -> None:
        """Made by a test, handed to the answer."""
        self.label, self.function = label, function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the function returns."""
        return self.function(*args, **kwargs)

    def __reduce__(self) -> Any:
        """Noted, unless it is the test that sends it."""
        if home.folder:
            note(self.label)()
        return packed, (self.label, self.function)


class chain(_Probe):  # noqa: N801  # reason: as note
    """Call the first with the arguments, and each other one with what the one before returned."""

    def __init__(self, first: Any, *others: Any) -> None:
        """Keep them in the order of the call."""
        self.first, self.others = first, others

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Returns what the last one returns."""
        result = self.first(*args, **kwargs)
        for other in self.others:
            result = other(result)
        return result
