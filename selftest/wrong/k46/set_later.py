"""Wrong: the flag is set when the process has been started."""

from multiprocessing import Process


def run(main, beat, write, work):
    pulse = Process(target=beat)
    writer = Process(target=write)
    leader = Process(target=lead, args=(work,))
    for helper in (pulse, writer, leader):
        helper.start()
    pulse.daemon = True
    return main()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
