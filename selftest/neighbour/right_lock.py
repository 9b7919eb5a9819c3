"""Right: both sides use a lock, a semaphore and a shared value."""

import multiprocessing


def add(lock, done, total):
    with lock:
        total.value += 21
    done.release()


def answer():
    lock, done = multiprocessing.Lock(), multiprocessing.Semaphore(0)
    total = multiprocessing.Value("q", 0)
    children = [multiprocessing.Process(target=add, args=(lock, done, total)) for _ in "ab"]
    for child in children:
        child.start()
    for child in children:
        done.acquire()
        child.join()
    return total.value
