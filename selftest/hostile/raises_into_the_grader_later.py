"""A daemon thread keeps raising SystemExit in the main thread after the call has returned.
Verdict: not yet or crashed
Note: the thread stops by itself after 5 s.
"""

import ctypes
import threading
import time


def pester(thread_id):
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    end = time.monotonic() + 5
    while time.monotonic() < end:
        raise_in(ctypes.c_ulong(thread_id), ctypes.py_object(SystemExit))
        time.sleep(0.0001)


def answer():
    main = threading.main_thread().ident
    threading.Thread(target=pester, args=(main,), daemon=True).start()
    return 41
