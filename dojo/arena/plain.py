"""Typed JSON encoding of built-in values; any other value becomes a description.

Only values whose type *is* a built-in one travel as values, so an object of the answer, whatever
its ``__eq__`` or ``__reduce__`` does, arrives as an Opaque that equals nothing a test expects.
A value that is too large for a message arrives as a description, too.

Both directions take linear time. ``encode`` runs in the answer's process, ``decode`` in the
supervisor, on messages that a hostile answer may have written by hand.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for real: every spawned child loads this module
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

ROOM = 7 << 20  # bytes of JSON that the values of one message may take
NODES = 300_000  # values in one message, those inside others included
_DEEPEST = 40
_MOST_ARGUMENTS = 1000
_MOST_ALIKE = 16  # different keys with the same hash, or large ints
_WORD = 2**61 - 1  # ints below this have themselves as their hash, and travel as JSON numbers
_LONGEST_NAME, _LONGEST_TEXT = 200, 500  # characters of a description
_MARGIN = 28  # bytes of JSON around a value: its tag, quotes, brackets; or a float

# Private references, taken before any answer is imported.
_type, _repr, _len, _hex, _slice = type, repr, len, hex, slice
_str, _bytes, _int, _list, _dict = str, bytes, int, list, dict
_CONSTANTS = (bool, float)
_qualname_of: Any = type.__dict__["__qualname__"].__get__  # a metaclass may override the attribute
_name_of: Any = type.__dict__["__name__"].__get__
_module_of: Any = type.__dict__["__module__"].__get__
_SEQUENCES: dict[str, type[Any]] = {"tuple": tuple, "set": set, "frozenset": frozenset}
_TAGS = {kind: tag for tag, kind in _SEQUENCES.items()}
_BUILT_IN = (str, bytes, int, list, dict, tuple, set, frozenset)


class _TooLarge(Exception):
    """There is no room for this value in a message."""


class _Alike(Exception):
    """Too many keys have the same hash: a dict or a set of them takes quadratic time."""


class _Room:
    """What is left of a message."""

    def __init__(self) -> None:
        self.bytes, self.nodes = ROOM, NODES

    def take(self, count: int, nodes: int = 1) -> None:
        """Use up so many bytes. Raises _TooLarge when they are not there."""
        self.bytes -= count
        self.nodes -= nodes
        if self.bytes < 0 or self.nodes < 0:
            raise _TooLarge


def encode(value: Any) -> Any:
    """``value`` in JSON's types. Never raises, whatever an object of the answer does."""
    return _encode_each([value], 0)[0]


def encode_call(args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a call, each as ``encode`` has it, for one message together."""
    if _len(args) + _len(kwargs) > _MOST_ARGUMENTS:
        count = f"{_len(args) + _len(kwargs)} arguments"
        return {"args": {"tuple": [{"opaque": ["tuple", count]}]}, "kwargs": {"dict": []}}
    coded = _encode_each([*args, *kwargs, *kwargs.values()], 1)
    names, values = _len(args), _len(args) + _len(kwargs)
    pairs = [[coded[n + names], coded[n + values]] for n in range(_len(kwargs))]
    return {"args": {"tuple": coded[:names]}, "kwargs": {"dict": pairs}}


def _encode_each(values: list[Any], depth: int) -> list[Any]:
    """Each value; one for which there is no room, as a description."""
    room, coded = _Room(), []
    for value in values:
        left = room.bytes, room.nodes
        try:
            coded.append(_encode(value, depth, room))
        except _TooLarge:
            room.bytes, room.nodes = left
            coded.append(_of_size(value, "too large to send"))
    return coded


def _encode(value: Any, depth: int, room: _Room) -> Any:  # noqa: PLR0911  # reason: a case a kind
    kind = _type(value)
    if kind is _str:
        return _encode_text(value, room)
    if value is None or kind in _CONSTANTS:
        room.take(_MARGIN)
        return value
    if kind is _int:
        room.take(value.bit_length() // 4 + _MARGIN)
        return value if -_WORD < value < _WORD else {"int": _hex(value)}
    if kind is _bytes:
        room.take(2 * _len(value) + _MARGIN)
        return {"bytes": value.hex()}
    if kind is not _list and kind is not _dict and kind not in _TAGS:
        return _encode_other(value, room)
    if depth >= _DEEPEST:
        room.take(_LONGEST_TEXT)
        return _of_size(value, "nested too deeply")
    if _len(value) > room.nodes:
        raise _TooLarge
    room.take(_MARGIN)
    if kind is _dict:  # copied first: encoding an item may run code that changes this
        pairs = _list(value.items())
        return {"dict": [[_encode(part, depth + 1, room) for part in pair] for pair in pairs]}
    items = [_encode(item, depth + 1, room) for item in _list(value)]
    return items if kind is _list else {_TAGS[kind]: items}


def _encode_text(value: str, room: _Room) -> Any:
    room.take(_len(value) + _MARGIN)
    if _is_simple(value):
        room.take(value.count('"') + value.count("\\"), 0)  # which JSON escapes
        return value
    data = value.encode("utf-8", "surrogatepass")
    room.take(2 * _len(data) - _len(value), 0)
    return {"str": data.hex()}


def _is_simple(text: str) -> bool:
    """Whether it is short in JSON; a message's brackets tell how much there is to read in it."""
    return text.isascii() and text.isprintable() and "[" not in text and "{" not in text


def _encode_other(value: Any, room: _Room) -> Any:
    name, text = _name(_type(value)), describe(value)
    room.take(12 * (_len(name) + _len(text)) + _MARGIN)  # a character may take two escapes
    return {"opaque": [name, text]}


def _of_size(value: Any, why: str) -> Any:
    """A description by type and size alone, which takes no time."""
    kind: Any = _type(value)
    size = value.bit_length() if kind is _int else _len(value) if kind in _BUILT_IN else None
    if size is None:
        return {"opaque": [_name(kind), f"<{_name(kind)}, {why}>"]}
    unit = {_int: "bits", _str: "characters", _bytes: "bytes"}.get(kind, "items")
    return {"opaque": [_name(kind), f"<{kind.__name__} of {size} {unit}, {why}>"]}


def describe(value: Any, most: int = _LONGEST_TEXT) -> str:
    """``repr``, cut, and never raising: an answer's ``__repr__`` may do anything."""
    try:
        # By str's own method: what __repr__ returned may be of a subclass of it.
        return _str.__getitem__(_repr(value), _slice(0, most))
    except BaseException as error:  # noqa: BLE001  # reason: an answer's repr may raise anything
        return f"<{_name(_type(value))}, whose repr raised {_name(_type(error))}>"


def class_name(kind: type[Any]) -> str:
    """``kind.__name__``, whatever its metaclass makes of that."""
    try:
        name = _name_of(kind)
    except Exception:  # noqa: BLE001  # reason: as for repr
        return "?"
    return name[:_LONGEST_NAME] if _type(name) is _str else "?"


def _name(kind: type[Any]) -> str:
    """Module and name of a class, but for built-in ones, whose name is enough."""
    try:
        module, name = _module_of(kind), _qualname_of(kind)
    except Exception:  # noqa: BLE001  # reason: what is in a class's __dict__ is the answer's
        return "?"
    if _type(name) is not _str or _type(module) is not _str:
        return "?"
    return f"{module}.{name}"[:_LONGEST_NAME]


# -- and back --------------------------------------------------------------------------------------


def decode(coded: Any) -> Any:
    """The value back. Raises ValueError when this is nothing that encode made."""
    try:
        return _Decoder().value(coded, 0)
    except _TooLarge:
        raise ValueError("larger than any value that is sent") from None
    except _Alike:
        return _opaque("values", "<values that all have the same hash>")


class _Decoder:
    """Counts what one value takes, so that no message takes long."""

    def __init__(self) -> None:
        self._room = _Room()
        self._large: dict[int, set[int]] = {}

    def value(self, coded: Any, depth: int) -> Any:
        """The value. Raises ValueError, _TooLarge or _Alike."""
        self._room.take(0)
        kind = _type(coded)
        if coded is None or kind in (bool, float):
            return coded
        if kind is int and -_WORD < coded < _WORD:
            return coded
        if kind is str and _is_simple(coded):
            return coded
        if kind is list:
            return self._items(coded, depth)
        if kind is dict and len(coded) == 1:
            ((tag, body),) = coded.items()
            return self._tagged(tag, body, depth)
        raise ValueError("no value that encode made")

    def _tagged(self, tag: str, body: Any, depth: int) -> Any:
        if tag in _SCALARS and type(body) is str:
            value = _SCALARS[tag](body)
            return self._counted(value) if tag == "int" else value
        if type(body) is not list:
            raise ValueError("no body that encode made")
        if tag == "opaque" and [*map(type, body)] == [str, str]:
            return _opaque(*body)
        if tag == "dict":
            return _filled(self._pair(pair, depth) for pair in body)
        if tag == "tuple":
            return tuple(self._items(body, depth))
        if tag in _SEQUENCES:
            return _SEQUENCES[tag](_filled((item, None) for item in self._items(body, depth)))
        raise ValueError("an unknown kind of value")

    def _items(self, coded: list[Any], depth: int) -> list[Any]:
        if depth >= _DEEPEST:
            raise ValueError("deeper than anything that encode made")
        return [self.value(item, depth + 1) for item in coded]

    def _pair(self, coded: Any, depth: int) -> tuple[Any, Any]:
        if type(coded) is not list or len(coded) != 2:
            raise ValueError("no pair of a key and a value")
        key, value = self._items(coded, depth)
        return key, value

    def _counted(self, value: int) -> int:
        """Large ints with the same hash would slow down whoever puts them in a set."""
        alike = self._large.setdefault(hash(value), set())
        alike.add(value)
        if len(alike) > _MOST_ALIKE:
            raise _Alike
        return value


def _filled(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    """A dict of the pairs, unless too many keys have the same hash."""
    found: dict[Any, Any] = {}
    alike: dict[int, int] = {}
    for key, value in pairs:
        before = len(found)
        try:
            found[key] = value
        except TypeError:
            raise ValueError("no key that encode made") from None
        if len(found) > before:
            number = hash(key)
            alike[number] = alike.get(number, 0) + 1
            if alike[number] > _MOST_ALIKE:
                raise _Alike
    return found


def _int_of(body: str) -> int:
    value = int(body, 16)
    if hex(value) != body or -_WORD < value < _WORD:
        raise ValueError("no int that encode made")
    from dojo.arena.observation import LONGEST_INT, LongInt  # noqa: PLC0415  # reason: as for typing

    return LongInt(value) if value.bit_length() > LONGEST_INT else value


def _bytes_of(body: str) -> bytes:
    value = bytes.fromhex(body)
    if value.hex() != body:
        raise ValueError("no bytes that encode made")
    return value


def _text_of(body: str) -> str:
    return _bytes_of(body).decode("utf-8", "surrogatepass")


def _opaque(type_name: str, text: str) -> Any:
    from dojo.arena.observation import Opaque  # noqa: PLC0415  # reason: as for typing
    from dojo.text import visible  # noqa: PLC0415  # reason: as for typing

    if len(type_name) > _LONGEST_NAME or len(text) > 2 * _LONGEST_TEXT:
        raise ValueError("no description that encode made")
    return Opaque(visible(type_name), visible(text))


_SCALARS: dict[str, Callable[[str], Any]] = {"int": _int_of, "bytes": _bytes_of, "str": _text_of}
