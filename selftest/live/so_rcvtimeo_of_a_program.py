"""A program that is not Python sets the receive timeout of a socket it inherits.
Needs: perl
"""

import socket
import subprocess

PROGRAM = """
open(my $line, "+<&=", 0) or die $!;
setsockopt($line, 1, 20, pack("l!l!", 0, 500000)) or die $!;
"""


def solve(n):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        subprocess.run(["perl", "-e", PROGRAM], stdin=ours, check=True)
        try:
            ours.recv(1)
        except BlockingIOError:
            return n
