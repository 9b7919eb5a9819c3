"""Wrong: the daemon is joined when main has returned; when main raises, it is not."""

from multiprocessing import Process


def run(main, beat, write, work):
    Process(target=beat, daemon=True).start()
    leader = Process(target=lead, args=(work,))
    leader.start()
    writer = Process(target=write, daemon=True)
    writer.start()
    result = main()
    writer.join()
    return result


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
