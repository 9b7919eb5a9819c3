"""Removes every environment variable, then lets a child of multiprocessing compute 42.
Verdict: solved
Start: fork, spawn, forkserver
"""

import multiprocessing
import os


def compute(queue):
    queue.put(42)


def answer():
    os.environ.clear()
    queue = multiprocessing.SimpleQueue()
    child = multiprocessing.Process(target=compute, args=(queue,))
    child.start()
    value = queue.get()
    child.join()
    return value
