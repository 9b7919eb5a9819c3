"""A POSIX timer signals one thread (SIGEV_THREAD_ID) that waits in sigwait()."""

import ctypes
import signal
import struct
import threading
import time

SIGEV_THREAD_ID = 4


def solve(n):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    seen = []

    def wait_for_it():
        libc = ctypes.CDLL(None, use_errno=True)
        of_this_thread = (0, signal.SIGUSR1, SIGEV_THREAD_ID, threading.get_native_id())
        event = ctypes.create_string_buffer(struct.pack("qiii", *of_this_thread), 64)
        timer = ctypes.c_void_p()
        libc.timer_create(time.CLOCK_MONOTONIC, event, ctypes.byref(timer))
        libc.timer_settime(timer, 0, (ctypes.c_long * 4)(0, 0, 0, 500_000_000), None)
        seen.append(signal.sigwait([signal.SIGUSR1]))

    thread = threading.Thread(target=wait_for_it)
    thread.start()
    thread.join()
    return n if seen == [signal.SIGUSR1] else 0
