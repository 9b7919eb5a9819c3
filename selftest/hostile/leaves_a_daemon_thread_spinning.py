"""Returns 42 while a daemon thread keeps the interpreter busy.
Verdict: solved
Note: a daemon thread does not keep a program from ending; the loop stops after 55 s.
"""

import threading
import time


def spin():
    end = time.monotonic() + 55
    while time.monotonic() < end:
        pass


def answer():
    threading.Thread(target=spin, daemon=True).start()
    return 42
