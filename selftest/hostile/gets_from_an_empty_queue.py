"""Waits for an item that nobody will ever put.
Verdict: stuck
Start: fork, spawn, forkserver
"""

import multiprocessing


def answer():
    return multiprocessing.Queue().get()
