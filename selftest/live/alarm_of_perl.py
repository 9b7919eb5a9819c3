"""A child that is perl is killed by its own alarm while it reads a pipe that stays empty.
Needs: perl
"""

import signal
import subprocess


def solve(n):
    command = ["perl", "-e", "alarm 1; read(STDIN, $_, 1)"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        return n if child.wait() == -signal.SIGALRM else 0
