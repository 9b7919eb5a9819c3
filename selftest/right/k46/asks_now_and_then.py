"""Right: looks now and then whether the two have ended."""

import time
from multiprocessing import Process


def run(main, beat, write, work):
    pulse = Process(target=beat, daemon=True)
    others = [Process(target=write), Process(target=lead, args=(work,))]
    for helper in (pulse, *others):
        helper.start()
    try:
        return main()
    finally:
        while any(helper.is_alive() for helper in others):
            time.sleep(0.02)


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
