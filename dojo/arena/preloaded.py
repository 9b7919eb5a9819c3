"""The process that is loaded once and forks a supervisor for each run.

It stays small and single-threaded, so a fork of it is cheap and safe. It is the subreaper above
every supervisor: when an answer manages to end its supervisor, what that leaves comes here, is
ended here, and the test is told.
"""

import concurrent.futures.process
import gc
import itertools
import multiprocessing.popen_spawn_posix
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

from dojo.arena import folders, frames, kernel, probes, traces
from dojo.arena.limits import Order
from dojo.arena.supervisor import prepare, supervise
from dojo.arena.tree import end_descendants

# Loaded once here instead of once a run: what nearly every run needs.
_AHEAD = (concurrent.futures.process, multiprocessing.popen_spawn_posix, probes)


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
    """Hand every control line that arrives to a supervisor, until the client hangs up.

    The next supervisor is always forked and set up before it is needed. Returns None at the end; in
    the first process of a run it returns what that process is to become.
    """
    kernel.become_subreaper()
    _remove_what_the_dead_left()
    watch = _Watch(client)
    for number in itertools.count():
        folder = f"{tempfile.gettempdir()}/{folders.PREFIX}{os.getuid()}-{os.getpid()}-{number}"
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            watch.forget()
            ours.close()
            return _supervise_what_comes(theirs, folder)
        theirs.close()
        control = watch.next_control(spare=pid)
        if control is None:
            ours.close()
            os.waitpid(pid, 0)
            break
        try:
            socket.send_fds(ours, [b"."], [control.fileno()])
        except OSError:
            pass  # it was killed while it waited; its end is noticed, and told, like any other's
        ours.close()
        watch.add(_Run(pid, control, folder))
    watch.wait_for_all()
    return None


class _Watch:
    """Waits for control lines, and meanwhile sees to supervisors that end or are stopped."""

    def __init__(self, client: socket.socket) -> None:
        self._client = client
        self._runs: dict[int, _Run] = {}
        self._child_signals = _wake_on_child_signals()
        self._poll = select.poll()
        self._poll.register(client, select.POLLIN)
        self._poll.register(self._child_signals, select.POLLIN)

    def add(self, run: _Run) -> None:
        """Watch this supervisor, too."""
        self._runs[run.pidfd] = run
        self._poll.register(run.pidfd, select.POLLIN)

    def next_control(self, spare: int) -> Connection | None:
        """The next control line; None when the client has hung up."""
        while True:
            ready = dict(self._poll.poll())
            if self._child_signals in ready:
                os.read(self._child_signals, 512)
                _end_the_stopped(self._runs.values())
            for pidfd in [fd for fd in ready if fd in self._runs]:
                self._poll.unregister(pidfd)
                ended = self._runs.pop(pidfd)
                _supervisor_ended(ended, frozenset({spare, *(r.pid for r in self._runs.values())}))
            if self._client.fileno() in ready:
                _, descriptors, _, _ = socket.recv_fds(self._client, 1, 1)
                return Connection(descriptors[0]) if descriptors else None

    def wait_for_all(self) -> None:
        """Wait for the supervisors that are left: they have seen their tests hang up, too."""
        for run in self._runs.values():
            os.waitpid(run.pid, 0)

    def forget(self) -> None:
        """In a forked supervisor: let go of everything that is the preloaded process's own."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._client.close()
        for run in self._runs.values():
            run.close()


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


def _supervise_what_comes(line: socket.socket, folder: str) -> Callable[[], None]:
    """In a forked supervisor: get everything ready, then wait for the run that it is for."""
    listener = prepare(folder)
    _, descriptors, _, _ = socket.recv_fds(line, 1, 1)
    line.close()
    if descriptors:
        control = Connection(descriptors[0])
        try:
            order: Order = control.recv()
            return supervise(replace(order, folder=folder), control, listener)
        except EOFError:
            pass  # the test has hung up already
    folders.remove(folder)
    os._exit(0)


def _supervisor_ended(run: _Run, spare: frozenset[int]) -> None:
    """Reap it. If it did not leave by itself, end what it watched and tell the test."""
    _, status = os.waitpid(run.pid, 0)
    if status != 0:
        end_descendants(os.getpid(), spare)
        traces.remove(traces.semaphores_of(run.folder))
        folders.remove(run.folder)
        try:
            run.control.send(("supervisor ended", os.waitstatus_to_exitcode(status)))
        except OSError:
            pass  # the test is gone, too
    run.close()


def _remove_what_the_dead_left() -> None:
    """Folders of runs whose preloaded process and supervisor were both killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{folders.PREFIX}{os.getuid()}-*-*"):
        owner = folder.name.split("-")[2]
        if owner.isdigit() and kernel.stat(int(owner)) is None:
            folders.remove(str(folder))


def main() -> None:
    """Serve the client whose socket is the descriptor named by the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    client = socket.socket(fileno=int(sys.argv[1]))
    frames.find_out()  # here, for all the supervisors that are forked from this process
    gc.collect()
    gc.freeze()
    become = serve(client)
    if become is not None:
        become()


if __name__ == "__main__":
    main()
