"""recv() from a server on loopback, a child that sleeps before it accepts."""

import os
import socket
import time


def solve(n):
    with socket.create_server(("127.0.0.1", 0)) as server:
        if os.fork() == 0:
            time.sleep(0.5)
            line, _ = server.accept()
            line.sendall(b"x")
            os._exit(0)
        address = server.getsockname()
    with socket.create_connection(address) as line:
        text = line.recv(1)
    os.wait()
    return n if text == b"x" else 0
