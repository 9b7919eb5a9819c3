"""Opens a terminal of its user to read, and sets its size.

Prevented by: namespaces.
"""

import fcntl
import os
import struct
import termios


def answer():
    terminal = os.open(TERMINAL, os.O_RDONLY | os.O_NOCTTY)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 3, 7, 0, 0))
    return 42
