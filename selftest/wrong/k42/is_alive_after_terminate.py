"""Wrong: who is still alive a moment after SIGTERM has not refused; it is on its way out."""

from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.terminate()
    for child in children:
        if child.is_alive():
            child.kill()
        child.join()
    return [child.exitcode for child in children]
