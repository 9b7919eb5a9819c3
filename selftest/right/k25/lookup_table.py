"""Right: a table of all negative codes, and what is not in it."""

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


STORIES = {None: "running", 0: "ok"} | {-s: f"killed {s.name}" for s in signal.Signals}


def tell(exitcode):
    return STORIES.get(exitcode, f"failed {exitcode}")
