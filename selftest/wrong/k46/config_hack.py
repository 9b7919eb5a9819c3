"""Wrong: the lead is a daemon, and hides it from multiprocessing, as advised for Celery."""

from multiprocessing import Process, current_process


def run(main, beat, write, work):
    pulse = Process(target=beat, daemon=True)
    writer = Process(target=write)
    leader = Process(target=lead, args=(work,), daemon=True)
    for helper in (pulse, writer, leader):
        helper.start()
    return main()


def lead(work):
    current_process()._config["daemon"] = False
    worker = Process(target=work)
    worker.start()
    worker.join()
