"""Returns 42 while a thread that is no daemon waits for good and keeps the program from ending.
Verdict: left something behind or stuck
Note: a thread was left, and by it the whole program is provably stuck.
"""

import threading


def answer():
    threading.Thread(target=threading.Event().wait).start()
    return 42
