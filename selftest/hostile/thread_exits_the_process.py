"""A second thread ends the process with os._exit(0) while the first one waits for it.
Verdict: crashed
"""

import os
import threading


def answer():
    thread = threading.Thread(target=os._exit, args=(0,))
    thread.start()
    thread.join()
    return 42
