"""Wrong: the writer is a daemon that is given half a second; it may need more."""

from multiprocessing import Process


def run(main, beat, write, work):
    pulse = Process(target=beat, daemon=True)
    writer = Process(target=write, daemon=True)
    leader = Process(target=lead, args=(work,), daemon=False)
    for p in (pulse, writer, leader):
        p.start()
    try:
        return main()
    finally:
        writer.join(0.5)


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
