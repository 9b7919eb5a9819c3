"""Right: the writer is a daemon, and an exit function joins it before daemons are ended."""

import atexit
from multiprocessing import Process


def run(main, beat, write, work):
    pulse = Process(target=beat, daemon=True)
    writer = Process(target=write, daemon=True)
    leader = Process(target=lead, args=(work,))
    for helper in (pulse, writer, leader):
        helper.start()
    atexit.register(writer.join)
    return main()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
