"""What a process may say to the supervisor, and how much of it."""

import json
import random
import time
from typing import Any

import pytest

from dojo.arena import messages, plain
from dojo.arena.messages import Allowance, parse
from dojo.arena.observation import Opaque

NOTE = {
    **plain.encode_call((1, "x"), {"k": [b"y"]}),
    "name": "worker", "daemon": False, "parent": 5, "creator": None, "thread": 6,
}  # fmt: skip
RAISED = {"error": "ValueError", "text": "no", "line": 3, "traceback": ""}
RIGHT: list[list[Any]] = [
    ["hello"], ["hello", "fork"], ["tracker", "123"], ["alarm", "on"], ["shm", "psm_1"],
    ["result", "returned", {"value": 1}], ["result", "raised", RAISED],
    ["ran on", "unloadable", RAISED | {"line": None}], ["note", "work", NOTE],
    ["write", "cell", {"value": 5}], ["meet", "all", {"parties": 3}], ["gate", "g", {}],
    ["hold", "h"], ["read", "cell", {}], ["look", "now", {}], ["kill", "9", {"to": 77}],
    ["kill", "15", {"to": -77}], ["kill", "9", {"to": 77, "late": True}],
]  # fmt: skip
WRONG: list[Any] = [
    5, None, "hello", {}, [], [[]], ["hello", 5], ["hello", "x", []], ["hello", "x", {}, {}],
    ["hello", "x", {"a": 1}], ["shout", "x", {}], [["note"], "x", NOTE], ["hello", "x" * 2000],
    ["tracker", "-1"], ["tracker", "x"], ["tracker", "²"], ["tracker", "9" * 5000],
    ["alarm", "loud"], ["kill", "9"], ["kill", "9999", {"to": 1, "late": True}],
    ["kill", "65", {"to": 1, "late": True}], ["kill", "0", {"to": 1}], ["kill", "-1", {"to": 1}],
    ["kill", "9", {"to": "1"}], ["kill", "9", {"to": 1 << 40}], ["kill", "9", {"to": True}],
    ["kill", "9", {"to": 1, "late": 1}], ["kill", "9", {"to": -5, "late": True}],
    ["meet", "all", {"parties": -1}], ["meet", "all", {"parties": 1.5}], ["meet", "all", {}],
    ["result", "won", {"value": 1}], ["result", "returned", {}], ["result", "raised", {}],
    ["result", "raised", RAISED | {"line": "3"}], ["result", "raised", RAISED | {"text": 5}],
    ["result", "raised", RAISED | {"text": "x" * (2 << 20)}], ["result", "returned", RAISED],
    ["note", "work", {}], ["note", "work", NOTE | {"more": 1}], ["note", "work", NOTE | {"name": 5}],
    ["note", "work", NOTE | {"name": "x" * 5000}], ["note", "work", NOTE | {"args": [1]}],
    ["note", "work", NOTE | {"args": {"opaque": ["a", "b"]}}], ["note", "w", NOTE | {"thread": -1}],
    ["note", "work", NOTE | {"kwargs": {"tuple": []}}], ["note", "w", NOTE | {"daemon": 1}],
    ["note", "work", NOTE | {"args": {"tuple": [{"int": "5"}]}}], ["write", "cell", {}],
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(RIGHT)))
def test_what_the_arena_sends_is_understood(number: int) -> None:
    kind, *rest = RIGHT[number]
    message = parse(json.dumps(RIGHT[number]).encode())
    assert (message.kind, message.label) == (kind, rest[0] if rest else "")


def test_the_arguments_of_a_note_are_values_again() -> None:
    data = parse(json.dumps(["note", "work", NOTE]).encode()).data
    assert (data["args"], data["kwargs"], data["name"]) == ((1, "x"), {"k": [b"y"]}, "worker")


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_anything_else_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(json.dumps(WRONG[number]).encode())


@pytest.mark.parametrize(
    "line",
    [
        b"", b"\n", b"x", b"\xff\xfe", b"[", b'["hello"', b"[" * 8_000_000, b'{"":' * 2_000_000,
        b"[" + b"[]," * 2_000_000 + b"[]]", b"[" * 500_000 + b"]" * 500_000, b"NaN", b"9" * 6_000_000,
        b'["note","x",{"args":{"tuple":[' + b"[]," * 400_000 + b"[]]}}]",
    ],
    ids=lambda line: f"{line[:8]!r} {len(line)}",
)  # fmt: skip
def test_nonsense_is_refused_in_no_time(line: bytes) -> None:
    before = time.process_time()
    with pytest.raises(ValueError, match=r"."):
        parse(line)
    assert time.process_time() - before < 2


@pytest.mark.parametrize("seed", range(300))
def test_a_message_with_any_byte_changed_is_understood_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # reason: nothing is kept secret by it
    line = bytearray(json.dumps(chance.choice(RIGHT)).encode())
    for _ in range(chance.randint(1, 4)):
        line[chance.randrange(len(line))] = chance.randrange(256)
    try:
        parse(bytes(line))
    except ValueError:
        pass


def test_a_flood_in_a_note_is_a_description_of_it_or_refused() -> None:
    alike = [[{"int": hex(k * (2**61 - 1))}, 0] for k in range(1, 100_000)]
    note = NOTE | {"args": {"tuple": [{"dict": alike}]}}
    before = time.process_time()
    with pytest.raises(ValueError, match=r"."):
        parse(json.dumps(["note", "work", note]).encode())
    assert time.process_time() - before < 3
    one = NOTE | {"args": {"tuple": [{"opaque": ["a.B", "\x1b"]}]}}
    assert parse(json.dumps(["note", "x", one]).encode()).data["args"] == (Opaque("a.B", r"\x1b"),)


def test_an_honest_run_stays_far_within_its_allowance() -> None:
    allowance = Allowance()
    line = json.dumps(["note", "work", NOTE | plain.encode_call((b"x" * 2_000_000,), {})]).encode()
    for _ in range(10):
        assert allowance.take_connection(40)
        assert allowance.take_part(len(line), len(line))
        assert allowance.take_message(line)
    small = json.dumps(["note", "work", NOTE]).encode()
    for _ in range(20_000):
        assert allowance.take_connection(40)
        assert allowance.take_part(len(small), len(small))
        assert allowance.take_message(small)


def test_one_run_may_not_say_more_than_its_allowance() -> None:
    for exceed in (
        lambda a: a.take_part(100, messages.LONGEST + 1),
        lambda a: all(a.take_part(1 << 20, 1 << 20) for _ in range(65)),
        lambda a: all(a.take_message(b"[]") for _ in range(100_001)),
        lambda a: all(a.take_message(b"[,," * 200_000) for _ in range(6)),
        lambda a: a.take_connection(512),
        lambda a: all(a.take_connection(0) for _ in range(100_001)),
    ):
        allowance = Allowance()
        assert not exceed(allowance)
        assert allowance.exceeded
        assert not allowance.take_part(1, 1)
