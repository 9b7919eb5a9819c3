"""`timeout 0.5 cat` ends a program that reads a pipe nobody writes to."""

import subprocess


def solve(n):
    with subprocess.Popen(["timeout", "0.5", "cat"], stdin=subprocess.PIPE) as child:
        return n if child.wait() == 124 else 0
