"""Leaves a daemon that closed every descriptor and became another program with no environment.
Verdict: left something behind
Note: the daemon ends by itself after 55 s.
"""

import os


def answer():
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:
            os.chdir("/")
            os.closerange(0, 65536)
            os.execve("/bin/sleep", ["sleep", "55"], {})
        os._exit(0)
    os.waitpid(child, 0)
    return 42
