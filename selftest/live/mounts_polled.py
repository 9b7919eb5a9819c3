"""poll() with a timeout on /proc/self/mounts, which no process of the run changes."""

import select


def solve(n):
    with open("/proc/self/mounts") as mounts:
        poll = select.poll()
        poll.register(mounts, select.POLLPRI)
        return n if poll.poll(500) is not None else 0
