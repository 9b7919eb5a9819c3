"""Right: one generator, and the caller gives each worker its numbers."""

from multiprocessing import Process
from random import Random


def send_all(connect, numbers):
    with connect() as connection:
        for number in numbers:
            connection.send(number)


def simulate(connect, seed, workers):
    with connect() as connection:
        connection.send("begin")
        rng = Random(seed)
        lists = [[rng.random() for _ in range(3)] for _ in range(workers)]
        children = [Process(target=send_all, args=(connect, numbers)) for numbers in lists]
        for child in children:
            child.start()
        for child in children:
            child.join()
        connection.send("end")
    return lists
