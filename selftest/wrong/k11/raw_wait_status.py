"""Wrong: what the system call gives is a wait status, not an exit code."""

import os
import shlex
import sys


def launch(script, times):
    command = shlex.join([sys.executable, script])
    return [os.system(command) for _ in range(times)]
