"""Wrong: what was written after the timeout is thrown away."""

import os
import signal
from subprocess import PIPE, Popen, TimeoutExpired


def run(command, timeout, grace, late):
    process = Popen(command, shell=True, stdout=PIPE, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=timeout)
        return process.returncode, output
    except TimeoutExpired as error:
        late()
        output = error.stdout or b""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.communicate(timeout=grace)
    except TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    return None, output
