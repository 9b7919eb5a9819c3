"""Wrong: the workers leave at Ctrl-C, and a pool waits for ever for a task whose worker has gone."""

import signal
import sys
from multiprocessing import Pool


def run_all(work, items):
    with Pool(2, prepare) as pool:
        calls = [pool.apply_async(work, (item,)) for item in items]
        pool.close()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            pool.join()
        except KeyboardInterrupt:
            pool.join()
        return [item for item, call in zip(items, calls) if call.ready()]


def prepare():
    signal.signal(signal.SIGINT, lambda *_: sys.exit())
