"""Right: whoever asks gets the connection of this very process, opened at the first time."""

import os
from multiprocessing import Pipe, Process
from random import Random

connections = {}


def connection_of(connect):
    if os.getpid() not in connections:
        connections[os.getpid()] = connect()
    return connections[os.getpid()]


def draw(connect, rng, line):
    numbers = []
    for _ in range(3):
        numbers.append(rng.random())
        connection_of(connect).send(numbers[-1])
    line.send(numbers)


def simulate(connect, seed, workers):
    connection_of(connect).send("begin")
    seeds = Random(seed)
    children = []
    for _ in range(workers):
        here, there = Pipe(duplex=False)
        child = Process(target=draw, args=(connect, Random(seeds.getrandbits(64)), there))
        child.start()
        there.close()
        children.append((child, here))
    numbers = [here.recv() for _, here in children]
    for child, _ in children:
        child.join()
    connection_of(connect).send("end")
    return numbers
