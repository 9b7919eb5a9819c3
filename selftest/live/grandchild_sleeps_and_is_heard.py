"""The pipe that is read belongs to a `sleep` whose parent has exited."""

import subprocess


def solve(n):
    command = ["sh", "-c", "(sleep 0.5; echo up) &"]
    return n if subprocess.run(command, stdout=subprocess.PIPE).stdout == b"up\n" else 0
