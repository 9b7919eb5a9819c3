"""To each process its own.

``simulate(connect, seed, workers)`` has so many worker processes draw three random numbers each, and
returns them: a list of three for each worker. No two workers draw the same numbers, and the same
seed gives the same lists again.

Each number is also sent to a server. ``connect()`` opens a connection, ``connection.send(number)``
sends. A connection is only for the process that has opened it, and a process opens only one. The
caller sends "begin" at first, and "end" at last.

    simulate(connect, 7, 2)   returns [[0.32, 0.15, 0.65], [0.46, 0.97, 0.09]], say
"""

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
    rng = Random(f"{seed}/{n}")
    numbers = [rng.random() for _ in range(3)]
    for number in numbers:
        connection.send(number)
    drawn.put((n, numbers))
