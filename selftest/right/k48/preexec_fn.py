"""Right: setsid in the child, before it becomes the shell; not to be done beside threads."""

import os
import signal
from subprocess import PIPE, Popen, TimeoutExpired


def run(command, timeout, grace, late):
    process = Popen(command, shell=True, stdout=PIPE, preexec_fn=os.setsid)
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
