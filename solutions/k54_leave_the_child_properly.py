"""Leave the child properly.

``report(title, body)`` prints the title, calls ``body()`` in a process of its own, waits for the end
of that, and prints and returns its exit code: 0 if ``body`` returned, 1 if it raised an exception
(then its traceback is on standard error), -9 if SIGKILL ended it, and so on.

    report("Weather", partial(print, "sunny"))   returns 0, and prints
        Weather
        sunny
        exit code 0

Everything is printed once, in this order. And the new process does nothing but the body: what the
program does after the call, and at its end, only the program itself does.
"""

import os
import sys
import traceback


def report(title, body):
    print(title, flush=True)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            body()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    print("exit code", code)
    return code
