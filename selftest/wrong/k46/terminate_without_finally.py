"""Wrong: the pulse is ended when main has returned; when main raises, it is not, and is waited for."""

from multiprocessing import Process


def run(main, beat, write, work):
    pulse = Process(target=beat)
    writer = Process(target=write)
    leader = Process(target=lead, args=(work,))
    helpers = [pulse, writer, leader]
    for helper in helpers:
        helper.start()
    result = main()
    pulse.terminate()
    for helper in helpers:
        helper.join()
    return result


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
