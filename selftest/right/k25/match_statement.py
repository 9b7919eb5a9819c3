"""Right: one case for each story."""

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
    match exitcode:
        case None:
            return "running"
        case 0:
            return "ok"
        case code if code > 0:
            return f"failed {code}"
        case code:
            return "killed " + signal.Signals(-code).name
