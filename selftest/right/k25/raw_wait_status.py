"""Right: forks by hand, and translates the raw wait status."""

import os
import select
import signal
import sys
import traceback


def story_of(work, patience=None):
    pid = os.fork()
    if pid == 0:
        os._exit(exit_code_of(work))
    pidfd = os.pidfd_open(pid)
    ended, _, _ = select.select([pidfd], [], [], patience)
    os.close(pidfd)
    if not ended:
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if not ended:
        return "running"
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        return f"killed {signal.Signals(-code).name}"
    return "ok" if code == 0 else f"failed {code}"


def exit_code_of(work):
    try:
        work()
    except SystemExit as end:
        return end.code % 256
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
    return 0
