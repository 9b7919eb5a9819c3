"""Wrong: the workers take turns on one connection; each goes on where its own copy of it stands."""

from multiprocessing import Lock, Process, SimpleQueue
from random import Random


def simulate(connect, seed, workers):
    connection, lock = connect(), Lock()
    connection.send("begin")
    drawn = SimpleQueue()
    processes = [
        Process(target=draw, args=(n, connection, lock, seed, drawn)) for n in range(workers)
    ]
    for process in processes:
        process.start()
    numbers = dict(drawn.get() for _ in processes)
    for process in processes:
        process.join()
    connection.send("end")
    return [numbers[n] for n in range(workers)]


def draw(n, connection, lock, seed, drawn):
    rng = Random(f"{seed}/{n}")
    numbers = [rng.random() for _ in range(3)]
    for number in numbers:
        with lock:
            connection.send(number)
    drawn.put((n, numbers))
