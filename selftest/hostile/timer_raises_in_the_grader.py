"""Arms a fast timer whose handler raises SystemExit(0) after the call has returned.
Verdict: not yet or crashed
"""

import signal


def ring(number, frame):
    raise SystemExit(0)


def answer():
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0005)
    return 41
