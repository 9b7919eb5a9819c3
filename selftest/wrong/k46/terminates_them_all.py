"""Wrong: nobody is a daemon, and all are ended by hand when main is over."""

from multiprocessing import Process


def run(main, beat, write, work):
    helpers = [
        Process(target=beat),
        Process(target=write),
        Process(target=lead, args=(work,)),
    ]
    for helper in helpers:
        helper.start()
    try:
        return main()
    finally:
        for helper in helpers:
            helper.terminate()
            helper.join()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
