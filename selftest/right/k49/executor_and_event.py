"""Right: an executor, whose workers ask an event; the rest is cancelled."""

import signal
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import Event, active_children


def run_all(work, items):
    stopped = Event()
    executor = ProcessPoolExecutor(2, initializer=prepare, initargs=(stopped,))
    futures = {executor.submit(unless_stopped, work, item): item for item in items}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        wait(futures)
    except KeyboardInterrupt:
        stopped.set()
        at_work = [future for future in futures if not future.cancel()]
        try:
            wait(at_work)
        except KeyboardInterrupt:
            for child in active_children():
                child.kill()
    executor.shutdown()
    return [item for future, item in futures.items() if is_done(future)]


def prepare(event):
    global stopped
    stopped = event
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def unless_stopped(work, item):
    if stopped.is_set():
        return False
    work(item)
    return True


def is_done(future):
    return not future.cancelled() and future.exception() is None and future.result()
