"""Wrong: waits for the end, and does not look how it was."""

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
    os.waitpid(pid, 0)
    print("exit code 0")
    return 0
