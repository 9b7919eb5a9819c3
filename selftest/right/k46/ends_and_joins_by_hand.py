"""Right: nobody is a daemon; the pulse is ended, the others are joined, whatever main does."""

from multiprocessing import Process


def run(main, beat, write, work):
    pulse = Process(target=beat)
    others = [Process(target=write), Process(target=lead, args=(work,))]
    for helper in (pulse, *others):
        helper.start()
    try:
        return main()
    finally:
        for helper in others:
            helper.join()
        pulse.terminate()
        pulse.join()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
