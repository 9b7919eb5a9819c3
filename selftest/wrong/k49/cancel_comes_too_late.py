"""Wrong: an executor hands on more than its workers can begin, and cannot call that back."""

import signal
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import active_children


def run_all(work, items):
    executor = ProcessPoolExecutor(2, initializer=prepare)
    futures = {executor.submit(work, item): item for item in items}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        wait(futures)
    except KeyboardInterrupt:
        try:
            executor.shutdown(cancel_futures=True)
        except KeyboardInterrupt:
            for child in active_children():
                child.kill()
    executor.shutdown()
    return [item for future, item in futures.items() if is_done(future)]


def prepare():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def is_done(future):
    return not future.cancelled() and future.exception() is None
