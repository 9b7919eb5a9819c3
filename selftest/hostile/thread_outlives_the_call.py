"""Returns 42 while a thread that is no daemon sleeps and keeps the program from ending.
Verdict: left something behind
Note: the thread ends by itself after 60 s.
"""

import threading
import time


def answer():
    threading.Thread(target=time.sleep, args=(60,)).start()
    return 42
