"""A child Python with an empty environment is killed by its own interval timer."""

import signal
import subprocess
import sys

PROGRAM = "import signal; signal.setitimer(signal.ITIMER_REAL, 0.6); signal.pause()"


def solve(n):
    code = subprocess.run([sys.executable, "-c", PROGRAM], env={}, check=False).returncode
    return n if code == -signal.SIGALRM else 0
