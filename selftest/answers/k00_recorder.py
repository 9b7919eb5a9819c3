"""An answer with a function for each thing that a record tells."""

import time
from multiprocessing import Lock, Process, Queue


def in_turn(probe, count):
    for _ in range(count):
        child = Process(target=probe)
        child.start()
        child.join()


def together(probe, count):
    children = [Process(target=probe) for _ in range(count)]
    for child in children:
        child.start()
    for child in children:
        child.join()


def join_before_draining():
    queue = Queue()
    child = Process(target=queue.put, args=("x" * 200_000,))
    child.start()
    child.join()
    queue.get()


def two_locks(probe):
    first, second = Lock(), Lock()
    one = Process(target=take_both, args=(first, second, probe))
    two = Process(target=take_both, args=(second, first, probe))
    one.start()
    two.start()
    one.join()
    two.join()


def take_both(first, second, probe):
    with first:
        probe()
        with second:
            pass


def lock_that_died(probe):
    lock = Lock()
    child = Process(target=keep, args=(lock, probe))
    child.start()
    probe()
    child.kill()
    child.join()
    lock.acquire()


def keep(lock, probe):
    lock.acquire()
    probe()
    time.sleep(60)


def spin(probe):
    child = Process(target=probe)
    child.start()
    while child.is_alive():
        pass


def nap():
    time.sleep(0.3)
