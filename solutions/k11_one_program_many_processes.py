"""One program, many processes.

A program is a file; a process is one run of it. ``launch(script, times)`` runs the Python script
in the file ``script`` that many times, each time in a new process. When all of them have ended it
returns their exit codes in a list.

    launch("hello.py", 3)   prints hello from three processes, and returns [0, 0, 0]

Whatever a run does, it does to itself alone. Not even a run that calls ``os._exit(3)`` disturbs the
others or the caller: it just counts with exit code 3.
"""

import runpy
from multiprocessing import Process


def launch(script, times):
    runs = [Process(target=run, args=(script,)) for _ in range(times)]
    for process in runs:
        process.start()
    for process in runs:
        process.join()
    return [process.exitcode for process in runs]


def run(script):
    runpy.run_path(script, run_name="__main__")
