"""Right: run_path itself is the target."""

import runpy
from multiprocessing import Process


def launch(script, times):
    runs = [Process(target=runpy.run_path, args=(script,)) for _ in range(times)]
    for process in runs:
        process.start()
    for process in runs:
        process.join()
    return [process.exitcode for process in runs]
