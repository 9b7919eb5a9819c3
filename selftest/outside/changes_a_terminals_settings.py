"""Opens a terminal of its user to read, and switches its echo off.

Prevented by: namespaces.
"""

import os
import termios


def answer():
    terminal = os.open(TERMINAL, os.O_RDONLY | os.O_NOCTTY)
    settings = termios.tcgetattr(terminal)
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, settings)
    return 42
