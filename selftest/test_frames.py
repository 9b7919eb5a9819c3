"""Reading another process's frames takes no time, whatever that process has made of its memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dojo.arena import frames, stacks
from dojo.arena.frames import Frame

TABLES = {
    "a line an instruction": bytes([0xE8, 2]) * (1 << 19),
    "now and then a line": bytes([0xF8, 0xE8, 0]) * (1 << 19),
    "long numbers": bytes([0xE8, *[0x7F] * 5, 0x3F]) * (1 << 17),
    "no line at all": b"\xff" * (1 << 20),
    "never an end": b"\xf0" + b"\x7f" * (1 << 20),
    "zeros": b"\0" * (1 << 20),
    "nothing": b"",
}
SCRIPT = """
import time
def wait(n):
    if n:
        deeper(n - 1)
    print("ready", flush=True)
    time.sleep(60)
deeper = wait
{setup}
wait({depth})
"""


@contextmanager
def waiting(setup: str = "", depth: int = 0) -> Iterator[int]:
    """A Python process that waits; its pid."""
    script = SCRIPT.format(setup=setup, depth=depth)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        try:
            yield process.pid
        finally:
            process.kill()


def stack(pid: int) -> tuple[list[Frame], float]:
    """The frames of a process, and what reading them costs, in seconds: the best of a few times."""
    layout = frames.find_out()
    if layout is None:
        pytest.skip("this system lets nobody read another process's memory")
    costs = []
    for _ in range(5):
        before = time.process_time()
        found = layout.stack(pid)
        costs.append(time.process_time() - before)
    return found, min(costs)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_a_megabyte_costs_no_more_than_two_milliseconds(name: str) -> None:
    costs = []
    for _ in range(5):
        factor = slowness()  # of right now: a core that is shared is slower at times
        before = time.process_time()
        table = TABLES[name][: frames._LONGEST_TABLE]
        frames._Function("file", "name", 1, table).line(1 << 40)
        costs.append((time.process_time() - before) / factor)
    assert min(costs) < 0.002


def slowness() -> float:
    """How much slower this machine is than one on which a loop of 100,000 turns takes 4 ms."""
    costs = []
    for _ in range(5):
        before = time.process_time()
        for _ in range(100_000):
            pass
        costs.append(time.process_time() - before)
    return max(min(costs) / 0.004, 1.0)


def test_a_function_tells_the_lines_that_python_tells() -> None:
    code = stack.__code__
    function = frames._Function("file", "name", code.co_firstlineno, code.co_linetable)
    for start, end, line in code.co_lines():
        for at in range(start, end, 2):
            assert function.line(at) == line
    assert function.line(len(code.co_code) + 2) is None
    assert function.line(-2) is None


def test_a_process_that_recurses_is_told_without_reading_a_table_twice() -> None:
    with waiting(depth=300) as pid:
        found, cost = stack(pid)
    assert {(frame.line, frame.function) for frame in found[1:]} == {(5, "wait")}
    assert (found[0].line, len(found)) == (7, frames._DEEPEST)
    assert cost < 0.01 * slowness()


def test_many_functions_with_large_tables_cost_no_more_than_a_few() -> None:
    setup = """
table = bytes([0xE8, 2]) * (1 << 19)
functions = [type(wait)(wait.__code__.replace(co_linetable=table), globals()) for _ in range(50)]
def deeper(n):
    functions[n](n)
"""
    with waiting(setup, 50) as pid:
        _, cost = stack(pid)
    assert cost < 0.015 * slowness()


def test_a_name_of_a_megabyte_is_cut() -> None:
    setup = "deeper = type(wait)(wait.__code__.replace(co_name='n' * (1 << 20)), globals())"
    with waiting(setup, 1) as pid:
        found, _ = stack(pid)
    assert found[0].function == "n" * frames._LONGEST_NAME


def test_sixty_thousand_mappings_cost_no_more_than_a_few() -> None:
    setup = """
import ctypes
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
for number in range(60_000):
    libc.mmap(None, 4096, number % 2, 34, -1, 0)
"""
    with waiting(setup) as pid:
        size = len(Path(f"/proc/{pid}/maps").read_bytes())
        _, cost = stack(pid)
    assert size > 2 << 20
    assert cost < 0.05 * slowness()


class Ring(frames.Memory):
    """A memory in which every frame's caller is the frame itself."""

    def __init__(self) -> None:
        """Open nothing."""
        self.reads = 0

    def bytes_at(self, address: int, count: int) -> bytes:
        """Every word is the address of the same frame."""
        assert address >= 0
        self.reads += 1
        return (4096).to_bytes(8, sys.byteorder) * (count // 8) + b"\0" * (count % 8)


def test_a_chain_of_frames_that_is_a_ring_comes_to_an_end() -> None:
    layout, memory = frames.find_out(), Ring()
    if layout is None:
        pytest.skip("this system lets nobody read another process's memory")
    list(layout._frames(memory, 4096))
    assert memory.reads < 30


def test_a_source_line_is_read_from_plain_files_only_and_up_to_a_bound(tmp_path: Path) -> None:
    plain, fifo, large = (tmp_path / name for name in ("plain.py", "fifo.py", "large.py"))
    plain.write_text(f"first\n    second = '{'x' * 1000}'\n")
    os.mkfifo(fifo)
    large.write_text("\n" * (2 << 20))
    assert stacks._source(str(plain), 1) == "first"
    assert len(stacks._source(str(plain), 2)) == stacks._LONGEST_LINE
    assert [stacks._source(str(plain), line) for line in (0, -1, 3, 1 << 40)] == ["", "", "", ""]
    for file in (fifo, tmp_path, tmp_path / "none.py", Path("/dev/zero")):
        assert stacks._source(str(file), 1) == ""
    assert len(stacks._lines_of(str(large))) == stacks._LONGEST_FILE
    assert stacks._source("no\0file", 1) == ""
