"""An exit code tells how a process ended.

``story_of(work, patience=None)`` calls ``work()`` in a new process, waits until it has ended, but
at most ``patience`` seconds (None: as long as it takes), and tells in one word or two what became
of it. A process that is still running after that is told about, then ended.

    "running"          it had not ended when the patience was over
    "ok"               it ended with exit code 0
    "failed 3"         it ended with another exit code, here 3
    "killed SIGTERM"   a signal ended it, here SIGTERM

    story_of(print)    prints an empty line from another process, and returns "ok"
"""

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
    if exitcode < 0:
        return f"killed {signal.Signals(-exitcode).name}"
    return f"failed {exitcode}"
