"""Right: listens on a fixed port, as the documentation's example does."""

import multiprocessing
from multiprocessing.connection import Client, Listener

ADDRESS = ("localhost", 6000)


def call():
    with Client(ADDRESS) as line:
        line.send(42)


def answer():
    with Listener(ADDRESS) as listener:
        child = multiprocessing.Process(target=call)
        child.start()
        with listener.accept() as line:
            value = line.recv()
        child.join()
    return value
