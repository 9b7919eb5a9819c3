"""Wrong: the child goes home from here, too, and the rest of the program runs twice."""

import os


def report(title, body):
    print(title, flush=True)
    pid = os.fork()
    if pid == 0:
        body()
    else:
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        print("exit code", code)
        return code
