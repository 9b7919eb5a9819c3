"""recv() on a UDP socket on loopback; a sleeping child, which has no socket yet, sends."""

import os
import socket
import time


def solve(n):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        if os.fork() == 0:
            time.sleep(0.5)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
                other.sendto(b"x", line.getsockname())
            os._exit(0)
        text = line.recv(1)
        os.wait()
        return n if text == b"x" else 0
