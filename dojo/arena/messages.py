"""What the processes of a run may say to its supervisor: known messages, and not too much of it.

A hostile answer speaks this protocol, too. So nothing is taken for what it says it is: ``parse``
lets through only what the runner, the probes and the instruments send, and ``Allowance`` bounds what
one run may send altogether.
"""

import json
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dojo.arena import plain

LONGEST = 8 << 20  # bytes of one message
_MOST_BYTES = 64 << 20  # bytes of all messages of a run
_MOST_TURNS = 100_000  # connections and messages of a run
_MOST_BRACKETS = (
    2 * plain.NODES + 20_000
)  # in a message; plain lets none stand in a text of a value
_MOST_NODES = 3_000_000  # commas and brackets of all messages of a run: the work of reading them
_MOST_CONNECTIONS = 512  # open at the same time: one a thread that waits at a probe
_LONGEST_LABEL, _LONGEST_NAME, _LONGEST_TEXT = 1000, 500, 1 << 20  # characters


class Allowance:
    """What one run may still say."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._bytes, self._turns, self._nodes = _MOST_BYTES, _MOST_TURNS, _MOST_NODES
        self.exceeded = False

    def take_part(self, size: int, of_a_message: int) -> bool:
        """Count bytes that arrived, of a message that has so many by now; False if that is too much."""
        self._bytes -= size
        self.exceeded |= self._bytes < 0 or of_a_message > LONGEST
        return not self.exceeded

    def take_message(self, line: bytes) -> bool:
        """Count a message, and what is in it; False if that is too much."""
        self._turns -= 1
        self._nodes -= line.count(b",") + _brackets(line)
        self.exceeded |= self._turns < 0 or self._nodes < 0
        return not self.exceeded

    def take_connection(self, open_now: int) -> bool:
        """Count a connection; False if that is one too many, in all or beside those open now."""
        self._turns -= 1
        self.exceeded |= self._turns < 0 or open_now >= _MOST_CONNECTIONS
        return not self.exceeded


@dataclass(frozen=True, slots=True)
class Message:
    """One message. In a ``note``, the arguments are values again."""

    kind: str
    label: str
    data: Mapping[str, Any]


def parse(line: bytes) -> Message:
    """The message that a line is. Raises ValueError when no part of the arena sends such a one."""
    _require(_brackets(line) <= _MOST_BRACKETS)
    try:
        found = json.loads(line)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if type(found) is not list or not 1 <= len(found) <= 3:
        raise ValueError("no message")
    kind, label, data = (*found, "", {})[:3] if len(found) != 2 else (*found, {})
    if type(kind) is not str or kind not in _FORMS:
        raise ValueError("an unknown kind of message")
    _require(type(label) is str and len(label) <= _LONGEST_LABEL)
    _require(type(data) is dict)
    return Message(kind, label, _FORMS[kind](label, data))


def _brackets(line: bytes) -> int:
    return line.count(b"[") + line.count(b"{")


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("not as the arena sends it")


def _nothing(_label: str, data: dict[str, Any]) -> dict[str, Any]:
    _require(not data)
    return data


def _number(label: str, data: dict[str, Any]) -> dict[str, Any]:
    _require(label.isascii() and label.isdigit() and len(label) < 12)
    return _nothing(label, data)


def _switch(label: str, data: dict[str, Any]) -> dict[str, Any]:
    _require(label in ("on", "off"))
    return _nothing(label, data)


def _meet(_label: str, data: dict[str, Any]) -> dict[str, Any]:
    _require(data.keys() == {"parties"} and _is_number(data["parties"]))
    return data


def _kill(label: str, data: dict[str, Any]) -> dict[str, Any]:
    _require(label.isascii() and label.isdigit() and len(label) < 3)
    _require(0 < int(label) < signal.NSIG)
    _require({"to"} <= data.keys() <= {"to", "late"})
    _require(_is_number(abs(data["to"]) if type(data["to"]) is int else None))
    _require(data.get("late", True) is True)
    _require("late" not in data or data["to"] > 0)
    return data


def _note(_label: str, data: dict[str, Any]) -> dict[str, Any]:
    _require(data.keys() == {*"args kwargs name daemon parent creator thread".split()})
    _require(type(data["name"]) is str and len(data["name"]) <= _LONGEST_NAME)
    _require(type(data["daemon"]) is bool)
    _require(_is_number(data["parent"]) and _is_number(data["thread"]))
    _require(data["creator"] is None or _is_number(data["creator"]))
    args, kwargs = plain.decode(data["args"]), plain.decode(data["kwargs"])
    _require(type(args) is tuple and type(kwargs) is dict)
    return data | {"args": args, "kwargs": kwargs}


def _write(_label: str, data: dict[str, Any]) -> dict[str, Any]:
    _require(data.keys() == {"value"})
    return data


def _result(label: str, data: dict[str, Any]) -> dict[str, Any]:
    if label == "returned":
        return _write(label, data)
    _require(label in ("raised", "unloadable"))
    _require(data.keys() == {"error", "text", "traceback", "line"})
    texts = (data["error"], data["text"], data["traceback"])
    _require(all(type(text) is str and len(text) <= _LONGEST_TEXT for text in texts))
    _require(data["line"] is None or _is_number(data["line"]))
    return data


def _is_number(value: Any) -> bool:
    """A pid, a line, a count."""
    return type(value) is int and 0 <= value < 1 << 31


_FORMS: Mapping[str, Callable[[str, dict[str, Any]], dict[str, Any]]] = MappingProxyType(
    {
        "hello": _nothing,
        "tracker": _number,
        "alarm": _switch,
        "shm": _nothing,
        "result": _result,
        "ran on": _result,
        "note": _note,
        "write": _write,
        "meet": _meet,
        "gate": _nothing,
        "hold": _nothing,
        "read": _nothing,
        "look": _nothing,
        "kill": _kill,
    }
)
