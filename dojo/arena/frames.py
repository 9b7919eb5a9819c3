"""Where the main thread of a Python process stands, read from its memory and without its knowing.

Every process of a run has the interpreter of this one, so what this process finds out about itself
holds for them. No offset into CPython's structures is written down here: each is found by looking
for what is known to be there, and all of them are tried on this very process before they are used.
Where that fails, or the system lets nobody read another's memory, no lines are told.
"""

import ctypes
import functools
import os
import struct
import sys
import types
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = 8
_MASK = ~7  # from 3.14 on, the lowest bits of some pointers are flags
_DEEPEST = 200
_LONGEST_TABLE = 8 << 10  # bytes of one function's table of lines; a long module has fewer
_LONGEST_TABLES = 24 << 10  # bytes of all tables that are read for one stack
_LONGEST_NAME = 200  # characters of a function's name
_LONGEST_PATH = 4096  # characters
_LONGEST_MAPS = 256 << 10  # bytes of /proc/PID/maps; what is looked for stands near its beginning
_NO_FILE = ("00:00", "0")  # the device and inode of memory that is no file's
_CODE_BEGINS = types.CodeType.__basicsize__
_TEXT_BEGINS = sys.getsizeof("") - 1  # of a str that is ASCII, as paths mostly are
_BYTES_BEGIN = sys.getsizeof(b"") - 1
_LENGTH_AT = 2 * _WORD  # in str and bytes


class Unknown(Exception):
    """This interpreter's structures are not as they are looked for."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A call that has not returned."""

    file: str
    line: int
    function: str


class Memory:
    """The memory of one process. Reading raises OSError where there is none, or none may read."""

    def __init__(self, pid: int) -> None:
        """Open it."""
        self.fd = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)

    def close(self) -> None:
        """Let go of it."""
        os.close(self.fd)

    def bytes_at(self, address: int, count: int) -> bytes:
        """So many bytes."""
        try:
            found = os.pread(self.fd, count, address)
        except OverflowError as error:
            raise OSError(str(error)) from error
        if len(found) != count:
            raise OSError(f"{address:#x} cannot be read")
        return found

    def words_at(self, address: int, count: int) -> tuple[int, ...]:
        """So many machine words."""
        return struct.unpack(f"={count}Q", self.bytes_at(address, count * _WORD))

    def word_at(self, address: int) -> int:
        """One machine word."""
        return self.words_at(address, 1)[0]

    def text_at(self, address: int, most: int) -> str:
        """The str object at this address; what is not ASCII comes out wrong, and matches no file."""
        length = min(self.word_at(address + _LENGTH_AT), most)
        return self.bytes_at(address + _TEXT_BEGINS, length).decode("ascii", "replace")

    def has(self, address: int, count: int, value: int) -> int | None:
        """The offset of a pointer among so many words, None if it is not there."""
        try:
            words = self.words_at(address, count)
        except OSError:
            return None
        return next((n * _WORD for n, word in enumerate(words) if word & _MASK == value), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are: the main thread's state, then offsets from each structure to the next."""

    thread: int  # beyond the first byte of ``file`` in memory
    file: tuple[str, str]
    to_frame: tuple[int, ...]
    code: int
    previous: int
    instruction: int
    filename: int
    name: int
    line_table: int
    first_line: int

    def stack(self, pid: int) -> list[Frame]:
        """The frames of a process's main thread, innermost first; none where they cannot be read."""
        try:
            memory = Memory(pid)
        except OSError:
            return []
        try:
            return list(self._frames(memory, _begins(pid, self.file) + self.thread))
        except (OSError, Unknown, struct.error, ValueError, OverflowError):
            return []  # it may have run on while we read
        finally:
            memory.close()

    def _frames(self, memory: Memory, address: int) -> Iterator[Frame]:
        for offset in self.to_frame:
            address = memory.word_at(address + offset)
        functions, room, passed = dict[int, _Function | None](), _LONGEST_TABLES, set[int]()
        while address and address not in passed and len(passed) < _DEEPEST:
            passed.add(address)
            code = memory.word_at(address + self.code) & _MASK
            if code not in functions:
                functions[code] = found = self._function(memory, code, room)
                room -= len(found.table) if found else 0
            at = memory.word_at(address + self.instruction) - code - _CODE_BEGINS
            function = functions[code]
            if function and (line := function.line(at)):
                yield Frame(function.file, line, function.name)
            address = memory.word_at(address + self.previous)

    def _function(self, memory: Memory, code: int, room: int) -> "_Function | None":
        try:
            file = memory.text_at(memory.word_at(code + self.filename), _LONGEST_PATH)
            name = memory.text_at(memory.word_at(code + self.name), _LONGEST_NAME)
            table = memory.word_at(code + self.line_table)
            length = min(memory.word_at(table + _LENGTH_AT), _LONGEST_TABLE, room)
            lines = memory.bytes_at(table + _BYTES_BEGIN, length)
            first = int.from_bytes(memory.bytes_at(code + self.first_line, 4), sys.byteorder)
        except OSError:
            return None  # between two calls of Python there may be frames of another make
        return _Function(file, name, first, lines)


class _Function:
    """A code object of another process."""

    def __init__(self, file: str, name: str, first_line: int, table: bytes) -> None:
        self.file, self.name, self.table = file, name, table
        like = _nothing.__code__.replace(co_firstlineno=first_line & 0x7FFFFFFF, co_linetable=table)
        self._unread, self._read = like.co_lines(), list[tuple[int, int, int | None]]()

    def line(self, at: int) -> int | None:
        """The line of the instruction at this offset; the table is read once, as far as needed."""
        if not self._read or self._read[-1][1] <= at:
            for part in self._unread:
                self._read.append(part)
                if part[1] > at:
                    break
        index = bisect_right(self._read, at, key=lambda part: part[0]) - 1
        if index < 0 or at >= self._read[index][1]:
            return None
        return self._read[index][2]


def _nothing() -> None:
    pass


@functools.cache
def find_out() -> Layout | None:
    """The layout that this process has, tried on itself; None where it is not as looked for."""
    try:
        memory = Memory(os.getpid())
    except OSError:
        return None
    try:
        layout = _look_at_oneself(memory)
    except (OSError, Unknown, struct.error):
        return None
    finally:
        memory.close()
    return layout if _is_true(layout) else None


def _look_at_oneself(memory: Memory) -> Layout:
    here, caller = sys._getframe(), sys._getframe(1)
    frame, code_at = _interpreter_frame(memory, id(here), id(here.f_code))
    before, _ = _interpreter_frame(memory, id(caller), id(caller.f_code))
    begins, size = id(here.f_code) + _CODE_BEGINS, len(here.f_code.co_code)
    words = memory.words_at(frame, 12)
    instruction = [n for n, word in enumerate(words) if begins <= word < begins + size]
    previous = [n for n, word in enumerate(words) if word == before]
    code, number = here.f_code, 51966  # a line number that stands out
    marked = code.replace(co_firstlineno=number)
    where = memory.bytes_at(id(marked), _CODE_BEGINS).find(number.to_bytes(4, sys.byteorder))
    if not instruction or not previous or where < 0:
        raise Unknown
    thread = _thread_state()
    file, begin = _file_around(thread)
    return Layout(
        thread=thread - begin,
        file=file,
        to_frame=_way(memory, thread),
        code=code_at,
        previous=previous[0] * _WORD,
        instruction=instruction[0] * _WORD,
        filename=_offset(memory, code, code.co_filename),
        name=_offset(memory, code, code.co_name),
        line_table=_offset(memory, code, code.co_linetable),
        first_line=where,
    )


def _interpreter_frame(memory: Memory, frame_object: int, code: int) -> tuple[int, int]:
    """The address of the frame behind a frame object, and where in it its code is."""
    for candidate in memory.words_at(frame_object, 10):
        offset = memory.has(candidate, 10, code)
        if offset is not None:
            return candidate, offset
    raise Unknown


def _offset(memory: Memory, holder: object, held: object) -> int:
    offset = memory.has(id(holder), 40, id(held))
    if offset is None:
        raise Unknown
    return offset


def _thread_state() -> int:
    get = ctypes.pythonapi.PyThreadState_Get
    get.restype = ctypes.c_void_p
    return int(get())


def _way(memory: Memory, thread: int) -> tuple[int, ...]:
    """From a thread state to its innermost frame: at once, or (up to 3.12) by way of another."""
    here = sys._getframe()
    frame, _ = _interpreter_frame(memory, id(here), id(here.f_code))
    count = 40
    # Read right here, so that this very call is the innermost.
    state = struct.unpack(f"={count}Q", os.pread(memory.fd, count * _WORD, thread))
    if frame in state:
        return (state.index(frame) * _WORD,)
    for number, word in enumerate(state):
        try:
            behind = struct.unpack("=4Q", os.pread(memory.fd, 4 * _WORD, word))
        except (OSError, OverflowError, struct.error):
            continue
        if frame in behind:
            return number * _WORD, behind.index(frame) * _WORD
    raise Unknown


def _file_around(address: int) -> tuple[tuple[str, str], int]:
    """The program or library whose data this address belongs to, and where that begins."""
    file = _NO_FILE
    for start, end, of, is_named in _mappings(os.getpid()):
        file = of if is_named else file  # zeroed data follows its file without a name
        if start <= address < end and file[1] != "0":
            return file, _begins(os.getpid(), file)
    raise Unknown


def _begins(pid: int, file: tuple[str, str]) -> int:
    for start, _, of, _ in _mappings(pid):
        if of == file:
            return start
    raise Unknown


def _mappings(pid: int) -> Iterator[tuple[int, int, tuple[str, str], bool]]:
    """The first mappings of a process, read as they are asked for; a process may have very many.

    Each with its file as device and inode, and whether it has a name at all. The name itself is
    another one in another mount namespace, when its root is that of a chroot.
    """
    left = _LONGEST_MAPS
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace", newline="\n") as maps:
        while left > 0 and (line := maps.readline(left)).endswith("\n"):
            left -= len(line)
            span, _, _, device, inode, *name = line.split(maxsplit=5)
            start, _, end = span.partition("-")
            yield int(start, 16), int(end, 16), (device, inode), bool(name)


def _is_true(layout: Layout) -> bool:
    """Whether it tells of this process what Python itself tells."""
    here = sys._getframe()
    line, told = here.f_lineno, layout.stack(os.getpid())
    return Frame(here.f_code.co_filename, line, here.f_code.co_name) in told
