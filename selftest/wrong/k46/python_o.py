"""Wrong: as python -O, without the assert that forbids a daemon to have children."""

import os
from multiprocessing import get_context


def run(main, beat, write, work):
    os.environ["PYTHONOPTIMIZE"] = "1"  # for all children
    spawn = get_context("spawn")
    pulse = spawn.Process(target=beat, daemon=True)
    writer = spawn.Process(target=write)
    leader = spawn.Process(target=lead, args=(work,), daemon=True)
    for helper in (pulse, writer, leader):
        helper.start()
    return main()


def lead(work):
    worker = get_context("spawn").Process(target=work)
    worker.start()
    worker.join()
