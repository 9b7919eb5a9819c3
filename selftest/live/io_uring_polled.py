"""io_uring: poll() without a timeout on the ring's own descriptor, until a timeout completes.
Refused: OSError, PermissionError
"""

import ctypes
import mmap
import select
import struct

SETUP, ENTER, REGISTER = 425, 426, 427
OP_TIMEOUT, GETEVENTS, REGISTER_EVENTFD = 11, 1, 4
SQ_RING, SQES = 0, 0x10000000


def libc_call(number, *args):
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(number, *args)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"system call {number} (io_uring) failed")
    return result


def ring_with_a_timeout():
    """The descriptor of a ring, with a timeout of half a second in its submission queue."""
    parameters = (ctypes.c_char * 120)()
    ring = libc_call(SETUP, 4, parameters)
    entries, _ = struct.unpack_from("II", parameters, 0)
    offsets = struct.unpack_from("10I", parameters, 40)
    tail, array = offsets[1], offsets[6]
    queue = mmap.mmap(ring, array + 4 * entries, offset=SQ_RING)
    slots = mmap.mmap(ring, 64 * entries, offset=SQES)
    limit = ctypes.create_string_buffer(struct.pack("qq", 0, 500_000_000), 16)
    entry = (OP_TIMEOUT, 0, 0, -1, 0, ctypes.addressof(limit), 1, 0, 7)
    struct.pack_into("BBHiQQIIQ", slots, 0, *entry)
    struct.pack_into("I", queue, array, 0)
    struct.pack_into("I", queue, tail, struct.unpack_from("I", queue, tail)[0] + 1)
    return ring, (limit, queue, slots)


def solve(n):
    ring, _kept = ring_with_a_timeout()
    libc_call(ENTER, ring, 1, 0, 0, None, 0)
    poll = select.poll()
    poll.register(ring, select.POLLIN)
    return n if poll.poll() else 0
