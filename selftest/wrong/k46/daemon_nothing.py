"""Wrong: nobody is a daemon, so the program waits for the pulse, which never ends."""

from multiprocessing import Process


def run(main, beat, write, work):
    helpers = [
        Process(target=beat),
        Process(target=write),
        Process(target=lead, args=(work,)),
    ]
    for helper in helpers:
        helper.start()
    return main()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
