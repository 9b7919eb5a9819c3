"""Wrong: a death by signal is told as if the process had chosen to fail."""

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
    return f"failed {exitcode}"
