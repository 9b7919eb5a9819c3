"""Wrong: the writer is no daemon any more; the lead still is."""

from multiprocessing import Process


def run(main, beat, write, work):
    pulse = Process(target=beat, daemon=True)
    writer = Process(target=write)
    leader = Process(target=lead, args=(work,), daemon=True)
    for helper in (pulse, writer, leader):
        helper.start()
    try:
        return main()
    finally:
        writer.join()
        leader.join()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
