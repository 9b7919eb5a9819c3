"""Wrong: ends every process whose command line looks like a part of the command."""

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
    kill_all(command, signal.SIGTERM)
    try:
        output, _ = process.communicate(timeout=grace)
    except TimeoutExpired:
        kill_all(command, signal.SIGKILL)
        output, _ = process.communicate()
    return None, output


def kill_all(command, number):
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/cmdline") as file:
                words = file.read().split("\0")
            if any(len(word) > 20 and word in command for word in words[1:]) and here(int(name)):
                os.kill(int(name), number)
        except (ValueError, OSError):
            pass


def here(pid):
    return os.getsid(pid) == os.getsid(0)
