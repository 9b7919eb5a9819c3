"""perl sets an alarm and becomes `cat`, which knows nothing of it: an alarm survives exec.
Needs: perl
"""

import signal
import subprocess


def solve(n):
    command = ["perl", "-e", 'alarm 1; exec "cat"']
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        return n if child.wait() == -signal.SIGALRM else 0
