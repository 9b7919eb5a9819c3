"""Right: an executor that never has more than it can begin, and a handler that counts."""

import signal
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from multiprocessing import active_children


def run_all(work, items):
    presses = 0

    def stop(number, frame):
        nonlocal presses
        presses += 1
        if presses > 1:
            for child in active_children():
                child.kill()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    todo, running, done = list(items), {}, []
    with ProcessPoolExecutor(2, initializer=ignore) as executor:
        while True:
            while todo and not presses and len(running) < 2:
                item = todo.pop(0)
                running[executor.submit(work, item)] = item
            if not running:
                return done
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                item = running.pop(future)
                if future.exception() is None:
                    done.append(item)


def ignore():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
