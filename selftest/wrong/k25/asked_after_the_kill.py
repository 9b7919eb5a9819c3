"""Wrong: reads the exit code when it has already killed the process itself."""

import signal
from multiprocessing import Process


def story_of(work, patience=None):
    process = Process(target=work)
    process.start()
    process.join(patience)
    process.kill()
    process.join()
    return tell(process.exitcode)


def tell(exitcode):
    if exitcode is None:
        return "running"
    if exitcode == 0:
        return "ok"
    if exitcode < 0:
        return f"killed {signal.Signals(-exitcode).name}"
    return f"failed {exitcode}"
