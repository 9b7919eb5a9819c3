"""Wrong: closing the copy that fork has made says goodbye for the caller, too."""

from multiprocessing import Process, SimpleQueue
from random import Random

connection = None


def simulate(connect, seed, workers):
    global connection
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
    global connection
    if connection is not None:
        connection.close()
    connection = connect()
    rng = Random(f"{seed}/{n}")
    numbers = [rng.random() for _ in range(3)]
    for number in numbers:
        connection.send(number)
    drawn.put((n, numbers))
