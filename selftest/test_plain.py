"""Values on their way between processes: what is sent arrives, and nothing sent can do harm."""

import json
import random
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from dojo.arena import plain
from dojo.arena.observation import LongInt, Opaque, short
from dojo.grading import ROOT

PRIME = 2**61 - 1  # ints that differ by a multiple of this have the same hash
MESSAGE = 8 << 20  # bytes; what callers.py takes
LONG = 10**5000


def sent(value: Any) -> Any:
    """What arrives of a value."""
    message = json.dumps(plain.encode(value))
    assert len(message) < MESSAGE
    return plain.decode(json.loads(message))


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """The block uses no more of a processor than this."""
    before = time.process_time()
    yield
    assert time.process_time() - before < seconds


def arbitrary(chance: random.Random, depth: int = 0) -> Any:
    """A random value of built-in types."""
    kinds: list[Callable[[], Any]] = [
        lambda: None,
        lambda: chance.random() < 0.5,
        lambda: chance.choice([0, -1, 1 << 60, PRIME, -PRIME, 10**30, -(1 << 20_000)]),
        lambda: chance.randint(-(10**6), 10**6),
        lambda: chance.choice([0.0, -0.0, 1e300, 5e-324, float("inf"), chance.random()]),
        lambda: "".join(map(chr, (chance.randrange(0x110000) for _ in range(5)))),
        lambda: "".join(chance.choices(string.printable, k=chance.randrange(20))),
        lambda: chance.choice(["", "0x5", "\ud83d\ude00", "int", '"\\"', "\x1b[2J"]),
        lambda: chance.randbytes(chance.randrange(20)),
    ]
    if depth < 5:
        many = range(chance.randrange(6))
        kinds += [
            lambda: [arbitrary(chance, depth + 1) for _ in many],
            lambda: tuple(arbitrary(chance, depth + 1) for _ in many),
            lambda: {hashable(chance): arbitrary(chance, depth + 1) for _ in many},
            lambda: {hashable(chance) for _ in many},
            lambda: frozenset(hashable(chance) for _ in many),
        ]
    return chance.choice(kinds)()


def hashable(chance: random.Random) -> Any:
    """A random value that can be a key."""
    while True:
        value = arbitrary(chance, 4)
        try:
            hash(value)
        except TypeError:
            continue
        return value


def shape(value: Any) -> Any:
    """Types and values all the way down, in one order."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"int {value:#x}"
    if isinstance(value, dict):
        return "dict", [(shape(key), shape(held)) for key, held in value.items()]
    if isinstance(value, (set, frozenset)):
        return type(value).__name__, sorted(repr(shape(item)) for item in value)
    if isinstance(value, (list, tuple)):
        return type(value).__name__, [shape(item) for item in value]
    return repr(value)


@pytest.mark.parametrize("seed", range(300))
def test_a_random_value_arrives_as_it_was_sent(seed: int) -> None:
    value = arbitrary(random.Random(seed))  # noqa: S311  # reason: nothing is kept secret by it
    assert sent(value) == value
    assert shape(sent(value)) == shape(value)


@pytest.mark.parametrize(
    "value",
    [
        "x" * 2_000_000,
        '"' * 2_000_000,
        "\0\n" * 1_000_000,
        "é" * 1_000_000,
        b"\xff" * 2_000_000,
        list(range(100_000)),
        {number: str(number) for number in range(50_000)},
        ["x" * 1_000_000] * 5,
        LONG,
        -LONG,
        [LONG, {"a": (-LONG,)}],
        {LONG: 1},
    ],
    ids=[
        "str",
        "quotes",
        "controls",
        "accents",
        "bytes",
        "list",
        "dict",
        "strs",
        "int",
        "negative",
        "inside",
        "key",
    ],
)
def test_a_large_value_arrives_equal(value: Any) -> None:
    with at_most(3.0):
        assert sent(value) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x" * 10_000_000, "<str of 10000000 characters, too large to send>"),
        (b"x" * 10_000_000, "<bytes of 10000000 bytes, too large to send>"),
        ([0] * 1_000_000, "<list of 1000000 items, too large to send>"),
        (["x" * 1_000_000] * 10, "<list of 10 items, too large to send>"),
        (dict.fromkeys(range(400_000)), "<dict of 400000 items, too large to send>"),
        (1 << 100_000_000, "<int of 100000001 bits, too large to send>"),
    ],
    ids=["str", "bytes", "wide", "heavy", "dict", "int"],
)
def test_a_value_too_large_to_send_arrives_as_its_kind_and_size(value: Any, text: str) -> None:
    with at_most(3.0):
        told = sent(value)
    assert isinstance(told, Opaque)
    assert told.text == text


def shared_without_end(leaf: Any) -> Any:
    """A list of two items, both the same list of two items, and so on: 2**60 leaves."""
    for _ in range(60):
        leaf = [leaf, leaf]
    return leaf


def nested(depth: int, leaf: Any = 1) -> Any:
    """A list in a list in a list."""
    for _ in range(depth):
        leaf = [leaf]
    return leaf


@pytest.mark.parametrize(
    "value",
    [shared_without_end(1), nested(39, shared_without_end(1)), nested(100_000), nested(41)],
    ids=["shared", "shared deep down", "deep", "just too deep"],
)
def test_a_value_nested_without_end_takes_no_time(value: Any) -> None:
    with at_most(3.0):
        assert "too " in repr(sent(value))


def test_a_list_in_itself_arrives_as_a_description() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert "nested too deeply" in repr(sent(endless))


FLOODS = {
    "dict": {k * PRIME: None for k in range(1, 2000)},
    "set": {k * PRIME for k in range(1, 2000)},
    "negative": {-k * PRIME for k in range(1, 2000)},
    "list": [k * PRIME for k in range(1, 100_000)],
    "tuples": {(0, k * PRIME) for k in range(1, 2000)},
    "sets": {frozenset({k * PRIME}) for k in range(1, 2000)},
}


@pytest.mark.parametrize("name", FLOODS)
def test_numbers_that_hash_alike_arrive_as_a_description(name: str) -> None:
    with at_most(3.0):
        told = sent(FLOODS[name])
    assert isinstance(told, Opaque)
    assert "same hash" in told.text


def test_tuples_of_few_numbers_that_hash_alike_do_so_too_and_are_noticed() -> None:
    few = [0, PRIME]
    keys = {tuple(few[n >> bit & 1] for bit in range(10)) for n in range(1024)}
    with at_most(3.0):
        told = sent(dict.fromkeys(keys))
    assert isinstance(told, Opaque)


def test_the_same_large_number_many_times_is_no_flood() -> None:
    value = [[2**64 + 1] * 1000, {2**64 + n for n in range(1000)}]
    assert sent(value) == value


@pytest.mark.parametrize(
    "value", [LONG, [LONG], (1, LONG), {1: LONG}, {LONG}], ids=lambda v: type(v).__name__
)
def test_an_int_too_long_to_print_is_shown_by_its_size(value: Any) -> None:
    told = sent(value)
    assert "int of about 5001 digits>" in f"it returned {told!r}"
    assert "int of about 5001 digits>" in short(told)
    assert short(LONG) == "<int of about 5001 digits>"


def test_a_long_int_computes_as_any_other() -> None:
    told = sent(LONG)
    assert isinstance(told, LongInt)
    assert (told, told + 1, hash(told), str(told)) == (LONG, LONG + 1, hash(LONG), repr(told))
    assert sent(10**4000) == 10**4000
    assert type(sent(10**4000)) is int


class Text(str):
    """A str whose slices are no text."""

    __slots__ = ()

    def __getitem__(self, _: Any) -> Any:
        return object()

    def __format__(self, _: str) -> str:
        raise SystemExit


def nameless() -> Any:
    """An object whose class raises when anybody asks for a name. pytest would, of a global one."""

    class Odd(type):
        def __getattribute__(cls, name: str) -> Any:
            raise KeyboardInterrupt

    class Nameless(metaclass=Odd):
        pass

    return Nameless()


class Liar:
    """Changes the list that it is in, and returns a repr that is none."""

    def __init__(self, home: list[Any]) -> None:
        self.home = home

    def __repr__(self) -> str:
        self.home.extend([1] * 1000)
        return Text("lies")

    @property  # type: ignore[misc]  # reason: hostile on purpose
    def __class__(self) -> Any:
        raise KeyboardInterrupt


class Renamed:
    """Its class has names that are no plain text."""


Renamed.__module__ = 5  # type: ignore[assignment]  # reason: hostile on purpose
Renamed.__qualname__ = Text("Renamed")


class Escapes:
    """Shows itself by clearing the screen."""

    def __repr__(self) -> str:
        return "\x1b[2J\x9b31m\u202e"


def test_objects_that_do_odd_things_arrive_as_descriptions() -> None:
    assert plain.class_name(type(nameless())) == "Nameless"
    assert plain.class_name(type(Text("T"), (), {})) == "?"
    home: list[Any] = [1, 2]
    home += [nameless(), Liar(home), Renamed(), Escapes()]
    *numbers, odd, liar, renamed, escapes = sent(home)
    assert numbers == [1, 2]
    assert all(isinstance(told, Opaque) for told in (odd, liar, renamed, escapes))
    assert liar.text == "lies"
    assert escapes.text == r"\x1b[2J\x9b31m\u202e"


def test_a_dict_that_changes_while_it_is_encoded_arrives() -> None:
    class Grows:
        def __repr__(self) -> str:
            table[len(table)] = 1
            return "grows"

    table: dict[Any, Any] = {0: Grows(), 1: Grows()}
    assert list(sent(table)) == [0, 1]


def test_arguments_share_a_message_and_those_without_room_are_described() -> None:
    huge = "x" * 5_000_000
    coded = plain.encode_call((1, huge, huge, "last"), {"a": huge, "b": [2]})
    assert len(json.dumps(coded)) < MESSAGE
    args, kwargs = plain.decode(coded["args"]), plain.decode(coded["kwargs"])
    assert (args[0], args[1], args[3], kwargs["b"]) == (1, huge, "last", [2])
    assert isinstance(args[2], Opaque)
    assert isinstance(kwargs["a"], Opaque)
    many = plain.encode_call(tuple(range(100_000)), {})
    assert repr(plain.decode(many["args"])) == "(100000 arguments,)"


REFUSED = [
        {}, {"int": "0x5"}, {"int": "5"}, {"int": 5}, {"int": f" {PRIME:#x}"},
        {"int": f"{PRIME:#X}"}, {"int": f"0x_{PRIME:x}"}, {"int": []}, {"int": "0x" + "g" * 20},
        {"bytes": "0"}, {"bytes": "0 0"}, {"bytes": "AA"}, {"bytes": None}, {"str": "ff"},
        {"str": 1}, {"tuple": 5}, {"tuple": None}, {"tuple": "ab"}, {"tuple": {"tuple": []}},
        {"set": [[]]}, {"frozenset": [{"set": []}]}, {"dict": [[1]]}, {"dict": [[[], 1]]},
        {"dict": [[1, 2, 3]]}, {"dict": {"a": "b"}}, {"dict": ["ab"]}, {"dict": [{"tuple": [1, 2]}]},
        {"opaque": ["a"]}, {"opaque": ["a", 1]}, {"opaque": ["a", "b", "c"]}, {"opaque": "ab"},
        {"opaque": ["a" * 1000, "b"]}, {"opaque": ["a", "b" * 100_000]}, {"list": []}, {"": []},
        {"tuple": [], "set": []}, "é", "\n", "\ud800", "[", "{", 1 << 80, -(1 << 61), [[{"no": 1}]],
        nested(41), nested(500), [0] * 400_000, {"tuple": [[]] * 400_000}, object(), {1}, (),
    ]  # fmt: skip


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_encode_cannot_have_made_is_refused(number: int) -> None:
    with at_most(3.0), pytest.raises(ValueError, match=r"."):
        plain.decode(REFUSED[number])


@pytest.mark.parametrize("seed", range(200))
def test_a_message_that_was_tampered_with_is_refused_or_read_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # reason: nothing is kept secret by it
    text = list(json.dumps(plain.encode(arbitrary(chance))))
    for _ in range(3):
        text[chance.randrange(len(text))] = chance.choice('[]{},:"0x1aé')
    try:
        coded = json.loads("".join(text))
    except ValueError:
        return
    try:
        plain.decode(coded)
    except ValueError:
        pass


def test_a_spawned_child_loads_only_built_in_modules_for_it() -> None:
    script = (
        "import sys; before = set(sys.modules); import dojo.arena.plain;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({str(ROOT)!r}); {script}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["__future__", "dojo", "dojo.arena", "dojo.arena.plain"]
