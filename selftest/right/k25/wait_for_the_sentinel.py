"""Right: waits for the sentinel, and reads the exit code only of what has ended."""

from multiprocessing import Process
from multiprocessing.connection import wait
from signal import Signals


def story_of(work, patience=None):
    process = Process(target=work)
    process.start()
    try:
        if not wait([process.sentinel], patience):
            return "running"
        process.join()
        code = process.exitcode
        if code < 0:
            return f"killed {Signals(-code).name}"
        return f"failed {code}" if code else "ok"
    finally:
        process.kill()
        process.join()
