"""Wrong: SIGTERM, and then as long as it takes."""

import os
import signal
from subprocess import PIPE, Popen, TimeoutExpired


def run(command, timeout, grace, late):
    process = Popen(command, shell=True, stdout=PIPE, start_new_session=True)
    try:
        output, _ = process.communicate(timeout=timeout)
        return process.returncode, output
    except TimeoutExpired:
        late()
    os.killpg(process.pid, signal.SIGTERM)
    output, _ = process.communicate()
    return None, output
