"""Wrong: looks for the children of the shell, and theirs; those of a shell that has ended are not found."""

import os
import signal
from subprocess import PIPE, Popen, TimeoutExpired


def run(command, timeout, grace, late):
    process = Popen(command, shell=True, stdout=PIPE)
    try:
        output, _ = process.communicate(timeout=timeout)
        return process.returncode, output
    except TimeoutExpired:
        late()
    family = [*below(process.pid), process.pid]
    kill_all(family, signal.SIGTERM)
    try:
        output, _ = process.communicate(timeout=grace)
    except TimeoutExpired:
        kill_all(family, signal.SIGKILL)
        output, _ = process.communicate()
    return None, output


def below(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        children = [int(word) for word in file.read().split()]
    for child in children:
        yield from below(child)
        yield child


def kill_all(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass
