"""Wrong: None is falsy, and so is 0; they are two stories."""

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
    if not exitcode:
        return "ok"
    if exitcode < 0:
        return f"killed {signal.Signals(-exitcode).name}"
    return f"failed {exitcode}"
