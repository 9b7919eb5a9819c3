"""Makes itself the reaper of orphans, so that its daemon becomes its own child.
Verdict: left something behind
Note: the daemon ends by itself after 55 s.
"""

import ctypes
import os
import time

PR_SET_CHILD_SUBREAPER = 36


def answer():
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(55)
        os._exit(0)
    os.waitpid(child, 0)
    return 42
