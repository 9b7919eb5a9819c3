"""alarm() of libc, called through ctypes, wakes pause()."""

import ctypes
import signal


def solve(n):
    signal.signal(signal.SIGALRM, lambda *_: None)
    ctypes.CDLL(None).alarm(1)
    signal.pause()
    return n
