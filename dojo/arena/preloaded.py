"""The process that is loaded once and forks a supervisor for each run.

It stays small and single-threaded, so a fork of it is cheap and safe. It is the subreaper above
every supervisor: when an answer manages to end its supervisor, what that leaves comes here, is
ended here, and the test is told.
"""

import concurrent.futures.process  # noqa: F401  # reason: loaded once here instead of once a run
import gc
import itertools
import os
import select
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from dojo.arena import folders, kernel
from dojo.arena.limits import Order
from dojo.arena.supervisor import supervise
from dojo.arena.tree import end_descendants

_PREFIX = "dojo-"


class _Run:
    """A supervisor at work, and the line on which its test waits."""

    def __init__(self, pid: int, control: Connection, folder: str) -> None:
        self.pid, self.control, self.folder = pid, control, folder
        self.pidfd = os.pidfd_open(pid)

    def close(self) -> None:
        """Let go of its descriptors."""
        os.close(self.pidfd)
        self.control.close()


def serve(client: socket.socket) -> Callable[[], None] | None:
    """Start a supervisor for every control line that arrives, until the client hangs up.

    Returns None then; in the first process of a run it returns what that process is to become.
    """
    kernel.become_subreaper()
    _remove_what_the_dead_left()
    runs: dict[int, _Run] = {}
    poll = select.poll()
    poll.register(client, select.POLLIN)
    child_stopped = _wake_on_child_signals()
    poll.register(child_stopped, select.POLLIN)
    for number in itertools.count():
        ready = dict(poll.poll())
        if child_stopped in ready:
            os.read(child_stopped, 512)
            _end_the_stopped(runs.values())
        for pidfd in [fd for fd in ready if fd in runs]:
            poll.unregister(pidfd)
            _supervisor_ended(runs.pop(pidfd), spare=frozenset(r.pid for r in runs.values()))
        if client.fileno() not in ready:
            continue
        _, descriptors, _, _ = socket.recv_fds(client, 1, 1)
        if not descriptors:
            break
        control = Connection(descriptors[0])
        folder = f"{tempfile.gettempdir()}/{_PREFIX}{os.getuid()}-{os.getpid()}-{number}"
        pid = os.fork()
        if pid == 0:
            client.close()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for other in runs.values():
                other.close()
            return _start(control, folder)
        run = _Run(pid, control, folder)
        runs[run.pidfd] = run
        poll.register(run.pidfd, select.POLLIN)
    for run in runs.values():
        os.waitpid(run.pid, 0)  # it has seen its test hang up, too
    return None


def _wake_on_child_signals() -> int:
    """A descriptor that becomes readable when a child ends or is stopped."""
    reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    return reader


def _end_the_stopped(runs: Iterable[_Run]) -> None:
    """A supervisor never stops itself; one that is stopped was attacked, and is as good as dead."""
    for run in runs:
        try:
            found = os.waitid(os.P_PID, run.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            continue  # it has ended; its pidfd says so, too
        if found is not None and found.si_code == os.CLD_STOPPED:
            os.kill(run.pid, signal.SIGKILL)


def _start(control: Connection, folder: str) -> Callable[[], None]:
    try:
        order: Order = control.recv()
    except EOFError:
        os._exit(0)
    return supervise(replace(order, folder=folder), control)


def _supervisor_ended(run: _Run, spare: frozenset[int]) -> None:
    """Reap it. If it did not leave by itself, end what it watched and tell the test."""
    _, status = os.waitpid(run.pid, 0)
    if status != 0:
        end_descendants(os.getpid(), spare)
        for name in os.listdir("/dev/shm") if os.path.isdir("/dev/shm") else ():
            if name.startswith(f"sem.{Path(run.folder).name}"):
                os.unlink(f"/dev/shm/{name}")
        folders.remove(run.folder)
        try:
            run.control.send(("supervisor ended", os.waitstatus_to_exitcode(status)))
        except OSError:
            pass  # the test is gone, too
    run.close()


def _remove_what_the_dead_left() -> None:
    """Folders of runs whose preloaded process and supervisor were both killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}{os.getuid()}-*-*"):
        owner = folder.name.split("-")[2]
        if owner.isdigit() and kernel.stat(int(owner)) is None:
            folders.remove(str(folder))


def main() -> None:
    """Serve the client whose socket is the descriptor named by the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    client = socket.socket(fileno=int(sys.argv[1]))
    gc.collect()
    gc.freeze()
    become = serve(client)
    if become is not None:
        become()


if __name__ == "__main__":
    main()
