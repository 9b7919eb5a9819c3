"""Leaves a daemon inside user and process namespaces of its own, where they are allowed.
Verdict: left something behind
Note: where they are refused it is a plain daemon. It ends by itself after 55 s.
"""

import ctypes
import os
import time

CLONE_NEWUSER, CLONE_NEWPID = 0x10000000, 0x20000000


def answer():
    child = os.fork()
    if child == 0:
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWPID)
        if os.fork() == 0:
            os.setsid()
            time.sleep(55)
        os._exit(0)
    os.waitpid(child, 0)
    return 42
