"""Two processes take two locks in opposite order, each holding the one the other wants.
Verdict: stuck
Start: fork, spawn, forkserver
"""

import multiprocessing


def work(first, second, both_hold_one):
    with first:
        both_hold_one.wait()
        with second:
            pass


def answer():
    a, b = multiprocessing.Lock(), multiprocessing.Lock()
    barrier = multiprocessing.Barrier(2)
    children = [
        multiprocessing.Process(target=work, args=(a, b, barrier)),
        multiprocessing.Process(target=work, args=(b, a, barrier)),
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return 42
