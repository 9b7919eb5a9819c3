"""Wrong: all helpers are daemons; they are ended, not waited for, and may have no children."""

from multiprocessing import Process


def run(main, beat, write, work):
    for job in ((beat,), (write,), (lead, work)):
        Process(target=job[0], args=job[1:], daemon=True).start()
    return main()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
