"""Right: a process group is enough; it stays in the session."""

import os
import signal
from subprocess import PIPE, Popen, TimeoutExpired


def run(command, timeout, grace, late):
    process = Popen(command, shell=True, stdout=PIPE, process_group=0)
    try:
        output, _ = process.communicate(timeout=timeout)
        return process.returncode, output
    except TimeoutExpired:
        late()
    os.killpg(process.pid, signal.SIGTERM)
    try:
        output, _ = process.communicate(timeout=grace)
    except TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
    return None, output
