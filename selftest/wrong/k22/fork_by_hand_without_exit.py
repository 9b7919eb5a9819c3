"""Wrong: after the work the forked child goes on into the caller's program."""

import os


def hand_over(work, *args):
    pid = os.fork()
    if pid == 0:
        work(*args)
        return None
    _, status = os.waitpid(pid, 0)
    return pid, os.waitstatus_to_exitcode(status)
