"""Wrong: the writer is a daemon, in the belief that it is ended when it has finished."""

from multiprocessing import Process


def run(main, beat, write, work):
    Process(target=beat, daemon=True).start()
    Process(target=write, daemon=True).start()
    Process(target=lead, args=(work,), daemon=False).start()
    return main()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
