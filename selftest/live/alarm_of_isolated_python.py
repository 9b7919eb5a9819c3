"""A child `python -I` is killed by its own alarm; nothing catches it."""

import signal
import subprocess
import sys

PROGRAM = "import signal; signal.alarm(1); signal.pause()"


def solve(n):
    code = subprocess.run([sys.executable, "-I", "-c", PROGRAM], check=False).returncode
    return n if code == -signal.SIGALRM else 0
