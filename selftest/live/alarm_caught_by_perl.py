"""A child that is perl catches its own alarm, and then exits with 7.
Needs: perl
"""

import subprocess


def solve(n):
    command = ["perl", "-e", "$SIG{ALRM} = sub { exit 7 }; alarm 1; read(STDIN, $_, 1)"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        return n if child.wait() == 7 else 0
