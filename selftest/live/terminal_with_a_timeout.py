"""read() on a terminal whose driver has a timeout (VMIN 0, VTIME in tenths of a second).

Refused: PermissionError
"""

import os
import termios
import tty


def solve(n):
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    settings = termios.tcgetattr(theirs)
    settings[6][termios.VMIN], settings[6][termios.VTIME] = 0, 5
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    text = os.read(theirs, 1)
    os.close(ours)
    return n if text == b"" else 0
