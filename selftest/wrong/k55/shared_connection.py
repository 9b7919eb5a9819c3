"""Wrong: workers that draw for themselves, and all send by the connection of the caller."""

from multiprocessing import Process, SimpleQueue
from random import Random


def simulate(connect, seed, workers):
    connection = connect()
    connection.send("begin")
    drawn = SimpleQueue()
    processes = [Process(target=draw, args=(n, connection, seed, drawn)) for n in range(workers)]
    for process in processes:
        process.start()
    numbers = dict(drawn.get() for _ in processes)
    for process in processes:
        process.join()
    connection.send("end")
    return [numbers[n] for n in range(workers)]


def draw(n, connection, seed, drawn):
    rng = Random(f"{seed}/{n}")
    numbers = [rng.random() for _ in range(3)]
    for number in numbers:
        connection.send(number)
    drawn.put((n, numbers))
