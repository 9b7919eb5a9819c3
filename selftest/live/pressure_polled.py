"""poll() with a timeout on a trigger of /proc/pressure/cpu.
Refused: OSError, PermissionError, FileNotFoundError
"""

import os
import select


def solve(n):
    trigger = os.open("/proc/pressure/cpu", os.O_RDWR | os.O_NONBLOCK)
    os.write(trigger, b"some 2000000 2000000\0")
    poll = select.poll()
    poll.register(trigger, select.POLLPRI)
    return n if poll.poll(500) is not None else 0
