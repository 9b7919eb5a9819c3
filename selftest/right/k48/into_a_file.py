"""Right: the output goes to a file; signal 0 tells whether somebody is left in the group."""

import os
import signal
import subprocess
import tempfile
import time


def run(command, timeout, grace, late):
    with tempfile.TemporaryFile() as output:
        shell = subprocess.Popen(["/bin/sh", "-c", command], stdout=output, start_new_session=True)
        intime = ended(shell, timeout)
        if not intime:
            late()
            tell(shell, signal.SIGTERM)
            if not ended(shell, grace):
                tell(shell, signal.SIGKILL)
                ended(shell, 60)
        output.seek(0)
        return shell.returncode if intime else None, output.read()


def tell(shell, number):
    try:
        os.killpg(shell.pid, number)
    except ProcessLookupError:
        return False
    return True


def ended(shell, seconds):
    limit = time.monotonic() + seconds
    while shell.poll() is None or tell(shell, 0):
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True
