"""The process that is loaded once and forks a supervisor for each run.

It stays small and single-threaded, so a fork of it is cheap and safe. Where runs have pids of their
own, the kernel ends all of a run with its supervisor. Elsewhere this process is the subreaper above
every supervisor: what a supervisor leaves that was killed comes here, and is ended here.
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
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from dojo.arena import folders, frames, kernel, probes, traces, world
from dojo.arena.folders import Place
from dojo.arena.limits import ISOLATION, Order, Room
from dojo.arena.supervisor import Ready, prepare, supervise
from dojo.arena.system import Trouble
from dojo.arena.tree import end_descendants
from dojo.arena.world import Part, World

# Loaded once here instead of once a run: what nearly every run needs.
_AHEAD = (concurrent.futures.process, multiprocessing.popen_spawn_posix, probes)

_FAREWELL = 3.0  # seconds that supervisors get to end their runs when the test process is gone


class _Run:
    """A supervisor at work, and the line on which its test waits."""

    def __init__(self, pid: int, control: Connection, room: Room) -> None:
        self.pid, self.control, self.room = pid, control, room
        self.pidfd = os.pidfd_open(pid)

    def close(self) -> None:
        """Let go of its descriptors."""
        os.close(self.pidfd)
        self.control.close()


@dataclass(frozen=True, slots=True)
class _Site:
    """What all runs of this process have in common. ``place`` is None where none is needed."""

    world: World
    place: Place | None

    def room(self, number: int) -> Room:
        """Where a run takes place."""
        if self.place is None:
            return Room(world.FOLDER, world.HOME)
        folder = self.place.folder(number)
        return Room(folder, folder)

    def close(self) -> None:
        """Leave nothing behind."""
        if self.place is not None:
            self.place.close()


def serve(client: socket.socket, site: _Site) -> Callable[[], None] | None:
    """Hand every control line that arrives to a supervisor, until the client hangs up.

    The next supervisor is always forked and set up before it is needed. Returns None at the end; in
    the first process of a run it returns what that process is to become.
    """
    kernel.become_subreaper()
    watch = _Watch(client, site)
    for number in itertools.count():
        ours, theirs = socket.socketpair()
        pid = _fork_if_possible()
        if pid == 0:
            watch.forget()
            ours.close()
            return _supervise_what_comes(theirs, site.world, site.room(number))
        theirs.close()
        control = watch.next_control(spare=pid)
        if control is None:
            ours.close()
            if pid is not None:
                os.waitpid(pid, 0)
            break
        if pid is None:
            control.send(("failed", "this system lets the grader start no more processes"))
            control.close()
            continue
        try:
            socket.send_fds(ours, [b"."], [control.fileno()])
        except OSError:
            pass  # it was killed while it waited; its end is noticed, and told, like any other's
        ours.close()
        watch.add(_Run(pid, control, site.room(number)))
    watch.wait_for_all()
    return None


def _fork_if_possible() -> int | None:
    """As os.fork; None where the system has reached a limit on processes or memory."""
    try:
        return os.fork()
    except OSError:
        return None


class _Watch:
    """Waits for control lines, and meanwhile sees to supervisors that end or are stopped."""

    def __init__(self, client: socket.socket, site: _Site) -> None:
        self._client, self._site = client, site
        self._runs: dict[int, _Run] = {}
        self._child_signals = _wake_on_child_signals()
        self._poll = select.poll()
        self._poll.register(client, select.POLLIN)
        self._poll.register(self._child_signals, select.POLLIN)

    def add(self, run: _Run) -> None:
        """Watch this supervisor, too."""
        self._runs[run.pidfd] = run
        self._poll.register(run.pidfd, select.POLLIN)
        _end_the_stopped([run])  # while it waited for its run

    def next_control(self, spare: int | None) -> Connection | None:
        """The next control line; None when the client has hung up."""
        while True:
            ready = dict(self._poll.poll())
            if self._child_signals in ready:
                os.read(self._child_signals, 512)
                _end_the_stopped(self._runs.values())
            for pidfd in [fd for fd in ready if fd in self._runs]:
                self._poll.unregister(pidfd)
                ended = self._runs.pop(pidfd)
                self._ended(ended, frozenset(self._others(spare)))
            if self._client.fileno() in ready:
                _, descriptors, _, _ = socket.recv_fds(self._client, 1, 1)
                return Connection(descriptors[0]) if descriptors else None

    def _others(self, spare: int | None) -> Iterator[int]:
        """The supervisors that go on."""
        yield from (run.pid for run in self._runs.values())
        if spare is not None:
            yield spare

    def wait_for_all(self) -> None:
        """Wait for the supervisors that are left: they have seen their tests hang up, too.

        One that does not leave is ended, and all that it watched.
        """
        deadline = time.monotonic() + _FAREWELL
        for run in self._runs.values():
            left = max(deadline - time.monotonic(), 0.0)
            if not select.select([run.pidfd], [], [], left)[0]:
                os.kill(run.pid, signal.SIGKILL)
            self._ended(run, frozenset())

    def _ended(self, run: _Run, spare: frozenset[int]) -> None:
        """Reap it. If it did not leave by itself, end what it watched and tell the test."""
        _, status = os.waitpid(run.pid, 0)
        if status != 0:
            if not self._site.world.has(Part.PID):
                end_descendants(os.getpid(), spare)
            if self._site.place is not None:
                traces.remove_what_was_left(run.room.folder)
                folders.remove(run.room.folder)
            try:
                run.control.send(("supervisor ended", os.waitstatus_to_exitcode(status)))
            except OSError:
                pass  # the test is gone, too
        run.close()

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


def _supervise_what_comes(
    line: socket.socket, world_: World, room: Room
) -> Callable[[], None] | None:
    """In a forked supervisor: get everything ready, then wait for the run that it is for."""
    try:
        ready: Ready | str = prepare(world_, room)
    except OSError as error:
        ready = f"a run could not be set up: {error}"
    _, descriptors, _, _ = socket.recv_fds(line, 1, 1)
    line.close()
    if not descriptors:
        folders.remove(room.folder)
        os._exit(0)
    control = Connection(descriptors[0])
    try:
        order: Order = control.recv()
        if isinstance(ready, str):
            control.send(("failed", ready))
            os._exit(0)
        return supervise(replace(order, room=room), control, ready)
    except (EOFError, OSError):
        folders.remove(room.folder)  # the test has hung up already
        os._exit(0)


def _site() -> _Site:
    """Find out what this system grants, unless we are told to do without."""
    isolation = os.environ.get(ISOLATION)
    without = Part.PID if isolation == "shared pids" else world.NOTHING
    found = World(world.NOTHING)
    if isolation != "plain":
        found = world.granted(world.folders_of_python(), without)
    if not found.has(Part.PID) and not kernel.shows_us():
        raise Trouble(
            "/proc shows the processes of another pid namespace: mount a /proc of this one"
        )
    folders.remove_what_the_dead_left()
    return _Site(found, None if found.has(Part.MOUNT) else folders.make_place())


def main() -> None:
    """Serve the client whose socket is the descriptor named by the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    client = socket.socket(fileno=int(sys.argv[1]))
    site = _site()
    frames.find_out()  # here, for all the supervisors that are forked from this process
    gc.collect()
    gc.freeze()
    become = serve(client, site)
    if become is None:
        site.close()
    else:
        become()


if __name__ == "__main__":
    try:
        main()
    except (folders.NoPlace, Trouble) as reason:
        print(
            reason, file=sys.stderr, flush=True
        )  # before the line is closed, and the client looks
        sys.exit(1)
