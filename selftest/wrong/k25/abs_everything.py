"""Wrong: without its sign, exit code 1 is taken for signal 1."""

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


SIGNALS = {int(number): number.name for number in signal.Signals}


def tell(exitcode):
    if exitcode is None:
        return "running"
    if exitcode == 0:
        return "ok"
    code = abs(exitcode)
    if code in SIGNALS:
        return f"killed {SIGNALS[code]}"
    return f"failed {code}"
