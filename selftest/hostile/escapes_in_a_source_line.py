"""Waits for good in a line whose comment holds raw escape sequences.
Verdict: stuck
"""

import multiprocessing


def answer():
    lock = multiprocessing.get_context("fork").Lock()
    lock.acquire()
    lock.acquire()  # [2J[Hk00 solved 31m ‮
