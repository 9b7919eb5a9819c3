"""Right: an initializer connects, and every task has a seed of its own."""

from multiprocessing import Pool
from random import Random

connection = None


def begin(connect):
    global connection
    connection = connect()


def draw(seed):
    rng = Random(seed)
    numbers = [rng.random() for _ in range(3)]
    for number in numbers:
        connection.send(number)
    return numbers


def simulate(connect, seed, workers):
    mine = connect()
    mine.send("begin")
    with Pool(workers, initializer=begin, initargs=(connect,)) as pool:
        numbers = pool.map(draw, [seed + n for n in range(workers)])
        pool.close()
        pool.join()
    mine.send("end")
    return numbers
