"""Wrong: one child runs the script again and again."""

import runpy
from multiprocessing import Process


def launch(script, times):
    child = Process(target=run_all, args=(script, times))
    child.start()
    child.join()
    return [child.exitcode] * times


def run_all(script, times):
    for _ in range(times):
        runpy.run_path(script, run_name="__main__")
