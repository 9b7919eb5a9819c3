"""Wrong: takes -1 for an uncaught exception; that is exit code 1."""

import signal
from multiprocessing import Process


def story_of(work, patience=None):
    process = Process(target=work)
    process.start()
    process.join(patience)
    story = tell(process.exitcode)
    process.kill()
    process.join()
    return story


def tell(exitcode):
    if exitcode is None:
        return "running"
    if exitcode == 0:
        return "ok"
    if exitcode == -1:
        return "failed 1"
    if exitcode < 0:
        return f"killed {signal.Signals(-exitcode).name}"
    return f"failed {exitcode}"
