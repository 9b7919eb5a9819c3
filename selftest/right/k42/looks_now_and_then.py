"""Right: sleeps a little, and looks who is still there, as long as there is time."""

import time
from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    running = [child for child in children if child.is_alive()]
    for child in running:
        child.terminate()
    deadline = time.monotonic() + grace
    while running and time.monotonic() < deadline:
        time.sleep(0.01)
        running = [child for child in running if child.is_alive()]
    for child in running:
        child.kill()
    for child in children:
        child.join()
    return [child.exitcode for child in children]
