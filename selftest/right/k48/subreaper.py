"""Right: a helper adopts all orphans of the command, and ends its own descendants when it is told to."""

import ctypes
import os
import select
import signal
import time

PR_SET_CHILD_SUBREAPER = 36
WORDS = {signal.SIGUSR1: signal.SIGTERM, signal.SIGUSR2: signal.SIGKILL}


def run(command, timeout, grace, late):
    reader, writer = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD, *WORDS])
    helper = os.fork()
    if helper == 0:
        code = 1
        try:
            code = watch_over(command, writer)
        finally:
            os._exit(code & 255)
    os.close(writer)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD, *WORDS])
    output, ended = read(reader, timeout)
    in_time = ended
    if not ended:
        late()
        os.kill(helper, signal.SIGUSR1)
        more, ended = read(reader, grace)
        output += more
    if not ended:
        os.kill(helper, signal.SIGUSR2)
        output += read(reader, None)[0]
    os.close(reader)
    code = os.waitstatus_to_exitcode(os.waitpid(helper, 0)[1])
    return code if in_time else None, output


def read(reader, seconds):
    """What comes within so many seconds, and whether that is the end."""
    output, limit = b"", seconds and time.monotonic() + seconds
    while True:
        left = None if seconds is None else max(0, limit - time.monotonic())
        if not select.select([reader], [], [], left)[0]:
            return output, False
        part = os.read(reader, 65536)
        if not part:
            return output, True
        output += part


def watch_over(command, writer):
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    to_stdout = [(os.POSIX_SPAWN_DUP2, writer, 1)]
    shell = os.posix_spawn("/bin/sh", ["sh", "-c", command], os.environ,
                           file_actions=to_stdout, setsigmask=[])
    os.close(writer)
    code = 0
    while True:
        number = signal.sigwait([signal.SIGCHLD, *WORDS])
        if number in WORDS:
            for pid in list(below(os.getpid())):
                os.kill(pid, WORDS[number])
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return code
            if pid == 0:
                break
            if pid == shell:
                code = os.waitstatus_to_exitcode(status)


def below(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        children = [int(word) for word in file.read().split()]
    for child in children:
        yield child
        yield from below(child)
