"""Wrong: the children go on, and the executor waits until everything is done that was handed in."""

import signal
from concurrent.futures import ProcessPoolExecutor


def run_all(work, items):
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    done = []
    ignore = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(2, initializer=signal.signal, initargs=ignore) as executor:
        futures = {executor.submit(work, item): item for item in items}
        try:
            for future in futures:
                future.result()
        except KeyboardInterrupt:
            pass
    return [item for future, item in futures.items() if future.done()]
