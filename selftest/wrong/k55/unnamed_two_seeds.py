"""Wrong: the third worker has the seed of the first."""

from multiprocessing import Process, SimpleQueue
from random import Random


def simulate(connect, seed, workers):
    connection = connect()
    connection.send("begin")
    drawn = SimpleQueue()
    processes = [Process(target=draw, args=(n, connect, seed, drawn)) for n in range(workers)]
    for process in processes:
        process.start()
    numbers = dict(drawn.get() for _ in processes)
    for process in processes:
        process.join()
    connection.send("end")
    return [numbers[n] for n in range(workers)]


def draw(n, connect, seed, drawn):
    connection = connect()
    rng = Random(f"{seed}/{n % 2}")
    numbers = [rng.random() for _ in range(3)]
    for number in numbers:
        connection.send(number)
    drawn.put((n, numbers))
