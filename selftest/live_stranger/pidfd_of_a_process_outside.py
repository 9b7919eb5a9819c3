"""poll() without a timeout on the pidfd of a process outside, which ends soon."""

import os
import select


def solve(n):
    with open(STRANGER["folder"] + "/pid") as file:
        descriptor = os.pidfd_open(int(file.read()))
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return n if poll.poll() else 0
