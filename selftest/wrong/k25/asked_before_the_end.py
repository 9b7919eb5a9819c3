"""Wrong: reads the exit code first and waits afterwards."""

import signal
from multiprocessing import Process


def story_of(work, patience=None):
    process = Process(target=work)
    process.start()
    story = tell(process.exitcode)
    process.join(patience)
    process.kill()
    process.join()
    return story


def tell(exitcode):
    if exitcode is None:
        return "running"
    if exitcode == 0:
        return "ok"
    if exitcode < 0:
        return f"killed {signal.Signals(-exitcode).name}"
    return f"failed {exitcode}"
