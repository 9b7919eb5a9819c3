"""Wrong: the pulse is a daemon, and is joined all the same."""

from multiprocessing import Process


def run(main, beat, write, work):
    helpers = [
        Process(target=beat, daemon=True),
        Process(target=write),
        Process(target=lead, args=(work,)),
    ]
    for helper in helpers:
        helper.start()
    try:
        return main()
    finally:
        for helper in helpers:
            helper.join()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
