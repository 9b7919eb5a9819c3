"""Picklable things that a test hands to an answer: they report home, or wait there.

Every probe is called like a function, with any arguments, in any descendant, under every start
method. A probe that waits lets go as soon as its question is decided, and a run's limits bound it.
"""

import json
import multiprocessing.process
import os
import signal
import threading
from dataclasses import dataclass
from typing import Any

from dojo.arena import home, plain


def _send(kind: str, label: str, **data: Any) -> Any:
    return json.loads(home.ask(json.dumps([kind, label, data]).encode()))


@dataclass(frozen=True, slots=True)
class note:  # noqa: N801  # reason: read as a verb in tests, like the other probes
    """Report that it was called, by whom, and with what; returns ``returns``."""

    label: str
    returns: Any = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Send the note; it is recorded when this returns."""
        me = multiprocessing.process.current_process()
        creator = multiprocessing.process.parent_process()
        _send(
            "note",
            self.label,
            args=plain.encode(args),
            kwargs=plain.encode(kwargs),
            name=me.name,
            daemon=me.daemon,
            parent=os.getppid(),
            creator=None if creator is None else creator.pid,
            thread=threading.get_native_id(),
        )
        return self.returns


@dataclass(frozen=True, slots=True)
class meet:  # noqa: N801  # reason: as note
    """Wait until ``parties`` different processes stand here; True if they met.

    False as soon as everybody else provably waits for something, so that the others cannot come.
    """

    label: str
    parties: int

    def __call__(self, *_args: Any, **_kwargs: Any) -> bool:
        """Stand at the meeting point."""
        return bool(_send("meet", self.label, parties=self.parties))


@dataclass(frozen=True, slots=True)
class gate:  # noqa: N801  # reason: as note
    """Wait until the test opens this gate; without ``Live.open`` it stays closed for ever."""

    label: str

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Stand at the gate."""
        _send("gate", self.label)


@dataclass(frozen=True, slots=True)
class hold:  # noqa: N801  # reason: as note
    """Wait until everybody else waits for something, or the call has returned: longer than any sleep."""

    label: str

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Stay until the others have come to rest."""
        _send("hold", self.label)


@dataclass(frozen=True, slots=True)
class cell:  # noqa: N801  # reason: as note
    """A shared number with a wide window between read and write, so that a lost update is certain.

    A read goes on when a second process reads too, or when nobody else can come to read.
    """

    label: str

    def read(self) -> Any:
        """The value, after the wait."""
        return plain.decode(_send("read", self.label))

    def write(self, value: Any) -> None:
        """Set the value at once."""
        _send("write", self.label, value=plain.encode(value))

    def add(self, amount: int) -> None:
        """What ``+=`` does: read, then write."""
        self.write((self.read() or 0) + amount)


@dataclass(frozen=True, slots=True)
class die:  # noqa: N801  # reason: as note
    """End the calling process by this signal."""

    signal: int

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Does not return when the signal kills."""
        os.kill(os.getpid(), self.signal)


@dataclass(frozen=True, slots=True)
class on_signal:  # noqa: N801  # reason: as note
    """From now on, the calling process answers this signal by calling ``probe``, and lives on."""

    signal: int
    probe: Any

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Install the handler."""
        signal.signal(self.signal, lambda *_: self.probe())


@dataclass(frozen=True, slots=True)
class leave:  # noqa: N801  # reason: as note
    """End the calling process with this exit code, in the way of ``sys.exit``."""

    code: int

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Raise SystemExit."""
        raise SystemExit(self.code)


@dataclass(frozen=True, slots=True)
class fail:  # noqa: N801  # reason: as note
    """Raise a ValueError with this text."""

    text: str

    def __call__(self, *_args: Any, **_kwargs: Any) -> None:
        """Raise it."""
        raise ValueError(self.text)


class steps:  # noqa: N801  # reason: as note
    """Call probes one after another with the same arguments; returns what the last one returns."""

    __slots__ = ("probes",)

    def __init__(self, *probes: Any) -> None:
        """Keep them in the order of the call."""
        self.probes = probes

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call them all."""
        result = None
        for probe in self.probes:
            result = probe(*args, **kwargs)
        return result

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by the constructor's arguments."""
        return steps, self.probes
