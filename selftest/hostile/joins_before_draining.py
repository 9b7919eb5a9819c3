"""Joins a child whose queue is still full of what it wants to hand over.
Verdict: stuck
Start: fork, spawn, forkserver
"""

import multiprocessing


def produce(queue):
    queue.put("x" * 1_000_000)


def answer():
    queue = multiprocessing.Queue()
    child = multiprocessing.Process(target=produce, args=(queue,))
    child.start()
    child.join()
    queue.get()
    return 42
