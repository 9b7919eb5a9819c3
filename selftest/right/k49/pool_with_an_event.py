"""Right: workers that ignore SIGINT, and ask an event before they begin an item."""

import signal
from contextlib import suppress
from multiprocessing import Event, Pool


def run_all(work, items):
    stopped = Event()
    with Pool(2, prepare, [stopped]) as pool:
        calls = [pool.apply_async(unless_stopped, (work, item)) for item in items]
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            wait(calls)
        except KeyboardInterrupt:
            stopped.set()
            with suppress(KeyboardInterrupt):  # at the second, the end of `with` terminates them
                wait(calls)
    return [item for item, call in zip(items, calls) if is_done(call)]


def wait(calls):
    for call in calls:
        call.wait()


def prepare(event):
    global stopped
    stopped = event
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def unless_stopped(work, item):
    if stopped.is_set():
        return False
    work(item)
    return True


def is_done(call):
    return call.ready() and call.successful() and call.get()
