"""Wrong: whose numbers come first stands first, and that differs from run to run."""

from multiprocessing import Process, SimpleQueue
from random import Random


def simulate(connect, seed, workers):
    connection = connect()
    connection.send("begin")
    drawn = SimpleQueue()
    processes = [Process(target=draw, args=(n, connect, seed, drawn)) for n in range(workers)]
    for process in processes:
        process.start()
    numbers = [drawn.get()[1] for _ in processes]
    for process in processes:
        process.join()
    connection.send("end")
    return numbers


def draw(n, connect, seed, drawn):
    connection = connect()
    rng = Random(f"{seed}/{n}")
    numbers = [rng.random() for _ in range(3)]
    for number in numbers:
        connection.send(number)
    drawn.put((n, numbers))
