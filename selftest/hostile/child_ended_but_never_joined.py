"""Returns 42 when its child has ended, yet without ever joining it.
Verdict: left something behind
Note: an unreaped child. Under forkserver the server reaps, and nothing would be left.
Start: fork, spawn
"""

import multiprocessing
import multiprocessing.connection


def answer():
    child = multiprocessing.Process(target=abs, args=(1,))
    child.start()
    multiprocessing.connection.wait([child.sentinel])
    return 42
