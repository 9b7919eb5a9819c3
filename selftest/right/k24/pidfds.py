"""Right: a descriptor for each child, poll for the end, signals by descriptor."""

import os
import select
import signal
import time
from multiprocessing import Process


def ended(pidfds, until, clock):
    """Wait until all have ended or the time is over; who has ended."""
    poll = select.poll()
    for fd in pidfds:
        poll.register(fd, select.POLLIN)
    found = set()
    while len(found) < len(pidfds):
        left = max(0, until - clock())
        for fd, _ in poll.poll(left * 1000):
            poll.unregister(fd)
            found.add(fd)
        if left == 0:
            break
    return found


def run_within(seconds, work, items, clock=time.monotonic):
    until = clock() + seconds
    children = {}
    for item in items:
        child = Process(target=work, args=(item,))
        child.start()
        children[os.pidfd_open(child.pid)] = child
    in_time = ended(children, until, clock)
    late = set(children) - in_time
    for number in (signal.SIGTERM, signal.SIGKILL):
        for fd in late:
            signal.pidfd_send_signal(fd, number)
        late -= ended(late, time.monotonic() + 0.5, time.monotonic)
    outcomes = []
    for fd, child in children.items():
        child.join()
        os.close(fd)
        done = "ok" if child.exitcode == 0 else "failed"
        outcomes.append(done if fd in in_time else "timeout")
    return outcomes
