"""Wrong: a daemon may have no children, so the lead does the work itself."""

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
        leader.join()


def lead(work):
    work()
