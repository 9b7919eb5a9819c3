"""Wrong: 128 + N is what a shell reports; multiprocessing reports -N."""

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
    if exitcode > 128:
        return f"killed {signal.Signals(exitcode - 128).name}"
    return f"failed {exitcode}"
