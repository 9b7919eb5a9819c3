"""poll() without a timeout on the pidfd of a `sleep`."""

import os
import select
import subprocess


def solve(n):
    with subprocess.Popen(["sleep", "0.5"]) as child:
        poll = select.poll()
        poll.register(os.pidfd_open(child.pid), select.POLLIN)
        return n if poll.poll() else 0
