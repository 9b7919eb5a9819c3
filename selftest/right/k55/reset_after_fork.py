"""Right: a forked child forgets the connection it has inherited, and opens its own when it needs one."""

import os
from concurrent.futures import ProcessPoolExecutor
from random import Random

connection = None


def forget():
    global connection
    connection = None


os.register_at_fork(after_in_child=forget)


def send(connect, what):
    global connection
    connection = connection or connect()
    connection.send(what)


def draw(connect, seed, n):
    rng = Random(1000 * seed + n)
    numbers = [rng.random() for _ in range(3)]
    for number in numbers:
        send(connect, number)
    return numbers


def simulate(connect, seed, workers):
    send(connect, "begin")
    with ProcessPoolExecutor(workers) as executor:
        futures = [executor.submit(draw, connect, seed, n) for n in range(workers)]
        numbers = [future.result() for future in futures]
    send(connect, "end")
    return numbers
