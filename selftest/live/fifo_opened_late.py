"""open() of a named pipe of its own waits until a sleeping child opens the other end."""

import os
import time


def solve(n):
    os.mkfifo("pipe")
    if os.fork() == 0:
        time.sleep(0.5)
        with open("pipe", "w") as pipe:
            pipe.write("x")
        os._exit(0)
    with open("pipe") as pipe:
        text = pipe.read()
    os.wait()
    return n if text == "x" else 0
