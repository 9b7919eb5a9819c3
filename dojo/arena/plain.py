"""Values on their way home: plain data as JSON, exactly typed; anything else as a description.

Only values whose type *is* a built-in one travel as values, so an object of the answer, whatever
its ``__eq__`` or ``__reduce__`` does, arrives as an Opaque that equals nothing a test expects.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for real: every spawned child loads this module
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 40
_LONGEST = 1_000_000  # characters or bytes; more than any kata asks for
_type, _repr = type, repr  # private references, taken before any answer is imported
_CONTAINERS: dict[str, type[Any]] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
}
_NAMES = {kind: name for name, kind in _CONTAINERS.items()}


def encode(value: Any, depth: int = 0) -> Any:  # noqa: PLR0911  # reason: a case a kind
    """``value`` in JSON's types. Raises nothing that the value itself does not raise in ``repr``."""
    kind = _type(value)
    if kind in (str, bytes) and len(value) > _LONGEST:
        return {"opaque": [kind.__name__, f"{describe(value, 40)}… ({len(value)} long)"]}
    if value is None or kind in (bool, float, str):
        return value
    if kind is int:
        return {"int": hex(value)}
    if kind is bytes:
        return {"bytes": value.hex()}
    if depth < _DEEPEST and kind in _NAMES:
        return {_NAMES[kind]: [encode(item, depth + 1) for item in value]}
    if depth < _DEEPEST and kind is dict:
        items = value.items()
        return {"dict": [[encode(k, depth + 1), encode(v, depth + 1)] for k, v in items]}
    return {"opaque": [f"{kind.__module__}.{kind.__qualname__}", describe(value)]}


def describe(value: Any, most: int = 500) -> str:
    """``repr``, cut, and never raising: an answer's ``__repr__`` may do anything."""
    try:
        return _repr(value)[:most]
    except BaseException as error:  # noqa: BLE001  # reason: an answer's repr may raise anything
        return f"<{_type(value).__qualname__}, whose repr raised {_type(error).__name__}>"


def decode(coded: Any) -> Any:
    """The value back. Raises ValueError or TypeError when this is nothing that encode made."""
    if not isinstance(coded, dict):
        return coded
    ((tag, body),) = coded.items()
    if tag == "int":
        return int(body, 16)
    if tag == "bytes":
        return bytes.fromhex(body)
    if tag == "dict":
        return {decode(k): decode(v) for k, v in body}
    if tag == "opaque":
        from dojo.arena.observation import Opaque  # noqa: PLC0415  # reason: as for typing

        type_name, text = body
        return Opaque(str(type_name), str(text))
    if tag in _CONTAINERS:
        return _CONTAINERS[tag](decode(item) for item in body)
    raise ValueError(f"unknown tag {tag!r}")
