"""What a test holds: runs an answer's function in the arena, and steers it while it runs."""

import atexit
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from pathlib import Path
from typing import IO, Any

from dojo import environment
from dojo.arena import kernel
from dojo.arena.limits import ISOLATION, Isolation, Limits, Order
from dojo.arena.observation import Event, Observation, exit_text
from dojo.arena.tree import end_descendants

_ROOT = Path(__file__).parents[2]
_NOBODY = 1 << 30  # beyond any pid, see proc(5) on pid_max
_ENDS = ("seen", "failed", "supervisor ended")  # how a reply begins after which nothing follows
_OFTEN = 1.0  # seconds from one look to the next at a preloaded process that is waited for
_GRACE = 20.0  # seconds beyond four times a run's own limit until the arena itself is given up


class ArenaLost(Exception):
    """The arena itself failed: the preloaded process is gone, or does not answer."""


class PreloadedLost(ArenaLost):
    """It is the preloaded process that is gone, or does not answer."""


class NeverReached(Exception):
    """What the test waited for cannot happen any more; ``events`` is what did."""

    def __init__(self, label: str, events: tuple[Event, ...]) -> None:
        """Remember what was awaited."""
        super().__init__(f"nobody can reach {label!r} any more")
        self.label, self.events = label, events


class Preloaded:
    """A handle on a preloaded process of this test process; started at its first use at the latest."""

    def __init__(self, isolation: Isolation | None = None) -> None:
        """Start nothing yet. What it does not say is for the environment to say."""
        self._isolation = isolation
        self._process: subprocess.Popen[bytes] | None = None
        # A fork of the process with this pid may use the line, but is no parent of the preloaded one.
        self._starter = 0
        self._line: socket.socket | None = None
        self._says: IO[bytes] | None = None

    def last_words(self) -> str:
        """The end of what the preloaded process and its supervisors wrote to standard error."""
        if self._says is None:
            return ""
        self._says.seek(0)
        return self._says.read().decode("utf-8", "replace")[-2000:]

    @property
    def pid(self) -> int | None:
        """The preloaded process's pid, None before it is started."""
        return self._process.pid if self._process else None

    def is_stopped(self) -> bool:
        """Whether a signal has stopped it; it never stops itself, and nobody would continue it."""
        own = self._own()
        if own is None or own.returncode is not None:
            return False
        try:
            flags = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
            found = os.waitid(os.P_PID, own.pid, flags)
        except ChildProcessError:
            return False
        return found is not None and found.si_code == os.CLD_STOPPED

    def start(self) -> socket.socket:
        """Start it unless it runs; return the line to it. Raises ArenaLost, with the cause.

        It gets ready by itself.
        """
        own = self._own()
        if own is not None and own.poll() is not None:
            self.close()
        if self._line is None or self._process is None:
            try:
                self._start()
            except OSError as error:
                raise ArenaLost(f"The preloaded process could not be started. {error}") from error
            assert self._line is not None  # that is what _start does
        return self._line

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                self._says = open(os.memfd_create("last words"), "w+b", buffering=0)  # noqa: SIM115  # reason: lives as long as the process
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "dojo.arena.preloaded", str(theirs.fileno())],
                    cwd=_ROOT,
                    env=self._environment(),
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._says,
                    start_new_session=True,
                )
            except OSError:
                ours.close()
                self._hang_up()
                raise
        self._line, self._starter = ours, os.getpid()

    def call(self) -> Connection:
        """A line to a fresh supervisor. Raises ArenaLost when none can be had."""
        words = ""
        for _ in range(2):  # a preloaded process that was killed meanwhile is replaced once
            line = self.start()
            ours, theirs = socket.socketpair()
            try:
                socket.send_fds(line, [b"."], [theirs.fileno()])
            except OSError:
                words = self.last_words()
                self.close()
                ours.close()
                continue
            finally:
                theirs.close()
            return Connection(ours.detach())
        lost = ArenaLost("the preloaded process could not be started")
        lost.add_note(words)
        raise lost

    def close(self) -> None:
        """Hang up; it ends every run, then itself."""
        self._hang_up()
        own = self._own()
        if own is not None:
            try:
                own.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self.abandon()
        self._process = None

    def abandon(self) -> None:
        """End it and everything below it, whatever state it is in."""
        self._hang_up()
        own = self._own()
        if own is not None:
            end_descendants(own.pid, spare=frozenset())
            own.kill()
            own.wait()
        self._process = None

    def _environment(self) -> dict[str, str]:
        """The caller's, without what would change how the katas' Python behaves."""
        kept = environment.cleaned(os.environ)
        kept.pop("PYTHONUNBUFFERED", None)
        return kept | ({ISOLATION: self._isolation} if self._isolation else {})

    def _own(self) -> subprocess.Popen[bytes] | None:
        """The preloaded process, where this process is the one that may wait for it."""
        return self._process if self._starter == os.getpid() else None

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._says is not None:
            self._says.close()
        self._line = self._says = None


_shared: dict[Isolation | None, Preloaded] = {}


def shared(isolation: Isolation | None = None) -> Preloaded:
    """This process's preloaded process; another one for each isolation that is asked for by name."""
    if isolation not in _shared:
        _shared[isolation] = Preloaded(isolation)
        atexit.register(_shared[isolation].close)
    return _shared[isolation]


def all_shared() -> tuple[Preloaded, ...]:
    """All that were started so far."""
    return tuple(_shared.values())


def preload() -> None:
    """Start this process's preloaded process, ahead of the first run, which says why if it cannot."""
    with suppress(ArenaLost):
        shared().start()


@dataclass(frozen=True)
class Arena:
    """Runs functions of one answer under one start method.

    ``answers`` is the folder that holds ``module``.py. ``cold`` starts a process of its own for
    every run instead of forking the preloaded one: slower, the same observations. ``record`` asks for
    spans in the observation. ``isolation`` ``plain`` does without namespaces, also where they are
    granted, and ``shared pids`` without that for processes. ``shows`` are files or folders of the
    test's own that the answer is to see, and cannot change. ``adopts`` has ``os.getppid`` of orphans
    tell another pid than 1, as where somebody nearer than init adopts them.
    """

    answers: Path
    module: str
    start_method: str
    limits: Limits = field(default_factory=Limits)
    cold: bool = False
    record: bool = False
    use_landlock: bool = True
    isolation: Isolation | None = None
    shows: tuple[Path, ...] = ()
    adopts: bool = False

    def run(self, function: str, *args: Any, **kwargs: Any) -> Observation:
        """Call the function and return what was seen. Raises ArenaLost when the arena fails."""
        with self._line() as line:
            line.send(self._order(function, args, kwargs, attended=False))
            return self._observation(line)

    def run_program(self, *argv: str) -> Observation:
        """Run the answer's file as a program. Raises ArenaLost when the arena fails."""
        return self.run("", *argv)

    @contextmanager
    def start(self, function: str, *args: Any, **kwargs: Any) -> Iterator["Live"]:
        """Call the function and steer the run; leaving the block ends it."""
        with self._line() as line:
            line.send(self._order(function, args, kwargs, attended=True))
            yield Live(self, line, function)

    def within(self, **changes: Any) -> "Arena":
        """The same arena with some limits changed."""
        return replace(self, limits=replace(self.limits, **changes))

    @contextmanager
    def _line(self) -> Iterator[Connection]:
        preloaded = Preloaded(self.isolation) if self.cold else shared(self.isolation)
        line = preloaded.call()
        try:
            yield line
        except ArenaLost as lost:
            lost.add_note(preloaded.last_words())
            if isinstance(lost, PreloadedLost):
                preloaded.abandon()
            raise
        finally:
            line.close()
            if self.cold:
                preloaded.close()

    def _order(self, function: str, args: Any, kwargs: Any, *, attended: bool) -> Order:
        return Order(
            answers=str(self.answers.resolve()),
            module=self.module,
            function=function,
            call=pickle.dumps((args, kwargs)),
            start_method=self.start_method,
            limits=self.limits,
            attended=attended,
            record=self.record,
            use_landlock=self.use_landlock,
            adopts=self.adopts,
            shows=tuple(str(path.resolve()) for path in self.shows),
        )

    def _observation(self, line: Connection) -> Observation:
        return self._end_told_by(self._reply(line))

    def _end_told_by(self, reply: Any) -> Observation:
        """The observation in a reply that ends a run. Raises ArenaLost when there is none."""
        match reply:
            case ("seen", Observation() as seen):
                return seen
            case ("supervisor ended", int() as code):
                raise ArenaLost(
                    f"the process that watched the answer was ended from outside ({exit_text(code)})"
                )
            case ("failed", str() as trace):
                raise ArenaLost(f"the arena's supervisor failed:\n{trace}")
            case other:
                raise ArenaLost(f"an unexpected reply: {other!r}")

    def _reply(self, line: Connection) -> Any:
        deadline = time.monotonic() + 4 * self.limits.seconds + _GRACE
        while not line.poll(_OFTEN):
            if self.isolation in _shared and _shared[self.isolation].is_stopped():
                raise PreloadedLost("the arena's preloaded process was stopped from outside")
            if time.monotonic() > deadline:
                raise PreloadedLost("the arena does not answer")
        try:
            return line.recv()
        except (EOFError, OSError) as error:
            raise PreloadedLost("the arena's preloaded process has ended, or was killed") from error


class Live:
    """A run that the test steers. Every method may raise ArenaLost when the arena fails."""

    def __init__(self, arena: Arena, line: Connection, function: str) -> None:
        """Made by Arena.start."""
        self._arena, self._line, self._function = arena, line, function
        self.seen: Observation | None = None

    def wait_for(self, label: str, count: int = 1) -> tuple[Event, ...]:
        """Wait until ``count`` probes with this label were called. Raises NeverReached."""
        match self._ask("wait", label, count):
            case ("reached", tuple() as events):
                return events
            case ("never", tuple() as events):
                raise NeverReached(label, events)
            case _:  # the run has ended; perhaps it came by there, and was faster than the question
                events = self.seen.events if self.seen else ()
                there = tuple(event for event in events if event.is_of(label))
                if len(there) >= count:
                    return there
                raise NeverReached(label, events)

    def wait_for_rest(self) -> str:
        """Wait until everybody waits, as a ``hold`` does, but also when the call has returned.

        Returns how: ``for good``, ``for a while`` (with time limits), ``polls`` (the answer's own
        process asks again and again), or ``ended``.
        """
        match self._ask("rest"):
            case ("rests", str() as how):
                return how
            case _:
                return "ended"

    def open(self, label: str) -> None:
        """Open a gate, for those who stand there and all who come later."""
        self._ask("open", label)

    def kill(self, pid: int, signal_number: int) -> None:
        """Send a signal to a process of the run; others are left alone."""
        self._ask("kill", pid, signal_number)

    def outside(self, pid: int) -> int:
        """The pid that a process of the run has in this process's /proc; one of nobody if it has ended.

        Everything else that a run tells has the pids which its own ``os.getpid()`` gives.
        """
        match self._ask("outside", pid):
            case ("outside", True):
                process = recv_handle(self._line)
                try:
                    return kernel.pid_behind(process) or _NOBODY
                finally:
                    os.close(process)
            case _:
                return _NOBODY

    def kill_program(self, signal_number: int) -> None:
        """Send a signal to the answer's own process, as ``kill`` in a terminal does."""
        self._ask("signal", "program", signal_number)

    def kill_group(self, signal_number: int) -> None:
        """Send a signal to all in the answer's process group at once, as Ctrl-C in a terminal does."""
        self._ask("signal", "group", signal_number)

    def kill_the_parent(self) -> None:
        """Kill the answer's own process; it has ended, and been reaped, when this returns.

        The run goes on until nobody of it is left, or nobody can ever move again.
        """
        self._ask("kill the parent")

    def end(self) -> Observation:
        """Stop steering, let the run come to its end, and return what was seen."""
        return self._end("finish")

    def break_off(self) -> Observation:
        """End the run where it stands, as if its time were over, and return what was seen."""
        return self._end("break off")

    def _end(self, command: str) -> Observation:
        if self.seen is None:
            try:
                self._line.send((command,))
            except OSError:
                pass  # the run has ended by itself; its observation waits on the line
            self.seen = self._arena._observation(self._line)  # noqa: SLF001  # reason: the other half of Arena
        return self.seen

    def _ask(self, *command: Any) -> Any:
        if self.seen is not None:
            return ("ended",)
        try:
            self._line.send(command)
        except OSError:
            pass  # as in end
        reply = self._arena._reply(self._line)  # noqa: SLF001  # reason: the other half of Arena
        if reply[0] in _ENDS:
            self.seen = self._arena._end_told_by(reply)  # noqa: SLF001  # reason: the other half of Arena
        return reply
