"""Right: signals and waits by descriptor, which always means the process that was started."""

import os
import select
import signal
import time
from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    running = {}
    for child in children:
        try:
            running[os.pidfd_open(child.pid)] = child
        except ProcessLookupError:
            pass  # it has ended, and the fork server has reaped it
    stop()
    deadline = time.monotonic() + grace
    for number in (signal.SIGTERM, signal.SIGKILL):
        for fd in running:
            try:
                signal.pidfd_send_signal(fd, number)
            except ProcessLookupError:
                pass  # it has ended
        while running:
            left = None if number == signal.SIGKILL else max(0, deadline - time.monotonic())
            ended = select.select(list(running), [], [], left)[0]
            if not ended:
                break
            for fd in ended:
                running.pop(fd)
                os.close(fd)
    for child in children:
        child.join()
    return [child.exitcode for child in children]
