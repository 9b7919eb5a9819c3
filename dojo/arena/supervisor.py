"""One run: starts the answer's program, watches it, bounds it, ends it, and tells what was seen.

The loop sleeps until something speaks (a probe, the test, the root's end) or a look at the tree is
due. A look costs well under a millisecond; the longer nothing is at rest, the rarer they become.
"""

import errno
import mmap
import os
import select
import signal
import socket
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Literal

from dojo.arena import (
    deadlock,
    folders,
    kernel,
    notices,
    plain,
    protections,
    runner,
    stacks,
    system,
    world,
)
from dojo.arena.bounds import Bounds
from dojo.arena.callers import Caller
from dojo.arena.limits import Order, Room
from dojo.arena.messages import Allowance, Message, parse
from dojo.arena.notices import Notice
from dojo.arena.observation import (
    Bound,
    Ending,
    Event,
    Leftovers,
    Observation,
    Waiting,
    exit_text,
    signal_name,
)
from dojo.arena.patience import Patience
from dojo.arena.recorder import Recorder
from dojo.arena.rendezvous import Rendezvous, Waiter
from dojo.arena.runner import Outfit, Stage
from dojo.arena.steering import Steering
from dojo.arena.streams import Streams
from dojo.arena.strikes import Strikes
from dojo.arena.system import Trouble
from dojo.arena.traces import traces_of
from dojo.arena.tree import Tree
from dojo.arena.wakers import Wakers
from dojo.arena.world import Covered, Part, World

_QUICKEST, _SLOWEST = 0.002, 0.030  # seconds between two looks at the tree
_RECORDED = 0.004  # the slowest when every look is recorded
_TRIES = 5  # to read where somebody stands who may be running
_AT_ONCE = 64  # connections that are accepted before something else is done
_CONFIRM = 0.020  # a deadlock is looked at once more after this long
_HELPERS_TIME = (
    0.3  # seconds in which a helper of a program that has ended does something, at least
)
_LOST = {
    Stage.BECOMES_A_PROGRAM: "the answer's process ended before it had loaded the answer",
    Stage.CANNOT_REPORT: "the answer's process could not report how the call had ended",
}
_HELLO = b'["hello"'
_NONSENSE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, AttributeError)


@dataclass(frozen=True, slots=True)
class Ready:
    """What a supervisor has got ready ahead of its run."""

    world: World
    covered: Covered
    listener: socket.socket
    streams: Streams


def prepare(world_: World, room: Room) -> Ready:
    """Enter a world, where there is one, and furnish it. Raises OSError.

    Where runs have pids of their own, only the first process inside comes back from here.
    """
    covered = world.enter(world_) if world_.parts else Covered(())
    if not world_.has(Part.PID):
        kernel.signal_when_parent_ends(signal.SIGCONT)  # a stopped one is to see it, too
    kernel.become_subreaper()
    for folder in (room.folder, f"{room.folder}/work", f"{room.folder}/tmp", f"{room.home}/site"):
        os.mkdir(folder, 0o700)
    runner.furnish(room)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f"{room.home}/home")
    listener.listen(1024)
    listener.setblocking(False)
    world.seal(world_)
    return Ready(world_, covered, listener, Streams.make())


def supervise(order: Order, control: Connection, ready: Ready) -> Callable[[], None]:
    """Run an order. In the supervising process this never returns: it ends by ``os._exit``.

    It returns only in the run's first process, with the function that turns it into the answer's
    program, so that no frame of the supervisor is on the answer's stack.
    """
    reply: tuple[str, object]
    try:
        system.check(ready.world)
        _check_that_it_can_be_read(order, ready.covered)
        _bring_in(order, ready)
        tells, hears = socket.socketpair()
        outfit = Outfit(ready.world.parts, ready.streams, tells, mmap.mmap(-1, 1))
        supervisor = Supervisor(order, control, ready, hears, outfit)
        root = os.fork()
    except (OSError, Trouble) as error:
        control.send(("failed", f"a run could not be started: {error}"))
        os._exit(0)
    if root == 0:
        return partial(runner.run, order, outfit)
    tells.close()
    try:
        reply = ("seen", supervisor.watch(root))
    except Trouble as trouble:
        reply = ("failed", str(trouble))
    except Exception:  # noqa: BLE001  # reason: whatever it is, the test must hear of it
        reply = ("failed", traceback.format_exc())
    supervisor.end_everything()
    try:
        control.send(reply)
    except OSError:
        pass  # the test process is gone
    os._exit(0)


def _check_that_it_can_be_read(order: Order, covered: Covered) -> None:
    """Whether we may read the answer: root has no rights to others' files in a user namespace."""
    folder = covered.below(order.answers) or order.answers
    try:
        os.close(os.open(f"{folder}/{order.module}.py", os.O_RDONLY | os.O_NONBLOCK))
    except PermissionError as error:
        file = f"{order.answers}/{order.module}.py"
        raise Trouble(f"a run may not read {file}, which belongs to another user") from error
    except OSError:
        pass  # there is none: that is told of the answer


def _bring_in(order: Order, ready: Ready) -> None:
    """The answer's folder, and its file as a copy that is the run's own."""
    if not ready.world.has(Part.MOUNT):
        return
    for path in (order.answers, *order.shows):
        world.show(ready.covered, path)
    file = f"{order.answers}/{order.module}.py"
    if os.path.isfile(file):
        world.make_private(file, f"{order.room.folder}/answer")


class Supervisor:
    """The state of one run while it lasts."""

    def __init__(
        self,
        order: Order,
        control: Connection,
        ready: Ready,
        notices: socket.socket,
        outfit: Outfit,
    ) -> None:
        """Prepare to watch; nothing of the answer runs yet."""
        self.order: Final = order
        self._control = control
        self._listener, self._streams = ready.listener, ready.streams
        self._clock_start = time.monotonic()
        self.tree = Tree(self._clock_start)
        self._rendezvous = Rendezvous()
        self._events: list[Event] = []
        self._callers: dict[int, Caller] = {}
        self._allowance = Allowance()
        self._notices, self._outfit = notices, outfit
        self._asks: int | None = None  # where the kernel asks about rare calls of the run
        self._wakers = Wakers(
            self.tree,
            order.room.folder,
            own_files=ready.world.has(Part.MOUNT),
            own_network=ready.world.has(Part.NET),
            own_ipc=ready.world.has(Part.IPC),
        )
        self._strikes = Strikes(self.tree)
        self._world = ready.world
        self._traces = traces_of(order.room.folder, ready.world)
        self._bounds = Bounds(order, ready.world, ready.streams)
        self._recorder = Recorder(order, self.tree) if order.record else None
        self._result: Ending | None = None
        self._at_return: Leftovers | None = None
        self._steering = Steering(
            control, self.tree, self._rendezvous, self._events, attended=order.attended
        )
        self._patience = Patience()
        self._interval = _QUICKEST
        self._last_look: deadlock.Look | None = None
        self._next_look = 0.0
        self._resting_since: float | None = None
        self._stop: Ending | None = None
        self._waiting: tuple[Waiting, ...] = ()
        self._poll = select.poll()

    # -- the loop ---------------------------------------------------------------------------------

    def watch(self, root: int) -> Observation:
        """Follow the run to its end; nothing of it is alive when this returns."""
        self.tree.root = root
        self.tree.hello(root, "fork")
        rootfd = os.pidfd_open(root)
        # The first process of a pid namespace has none; the kernel ends it with who waits outside.
        parentfd = os.pidfd_open(os.getppid()) if os.getppid() else None
        for fd in (self._listener, self._control, self._notices, rootfd, parentfd):
            if fd is not None:
                self._poll.register(fd, select.POLLIN)
        while self._stop is None and not self._is_over():
            ready = dict(self._poll.poll(self._interval * 1000))
            if parentfd in ready:
                self._give_up()
            if rootfd in ready and self._steering.orphaned:
                self._forget(rootfd)  # it is ready from now on
            self._listen(ready)
            if self._allowance.exceeded and self._stop_if_it_overran():
                break
            if rootfd in ready or not ready or self._recorder or self._is_due():
                self._look()
        self._forget(rootfd)
        return self._finish()

    def _forget(self, fd: int) -> None:
        with suppress(KeyError):
            self._poll.unregister(fd)

    def _is_over(self) -> bool:
        ended = self.tree.root_status is not None
        return ended and not (self._steering.orphaned and self.tree.left().alive)

    def _is_due(self) -> bool:
        return time.monotonic() >= self._next_look

    def _give_up(self) -> None:
        """Nobody is there to hear the result: end everything, and leave."""
        self.end_everything()
        os._exit(0)

    def end_everything(self) -> None:
        """Nothing of the run is left after this: no process, no shared memory, no file."""
        self.tree.end()
        self._traces.remove()
        if not self._world.has(Part.MOUNT):
            folders.remove(self.order.room.folder)

    def _listen(self, ready: dict[int, int]) -> bool:
        """Serve whoever speaks. True when somebody did."""
        heard = False
        if self._control.fileno() in ready:
            self._obey()
        if self._notices.fileno() in ready:
            self._take_the_notices()
        if self._asks in ready:
            heard = True
            self._answer_the_kernel(ready[self._asks])
        if self._listener.fileno() in ready:
            self._accept()
        for fd in ready:
            if fd in self._callers:
                heard = True
                self._hear(fd)
        return heard

    def _obey(self) -> None:
        try:
            self._steering.obey(self._note)
        except (EOFError, ConnectionResetError):
            self._give_up()
        if self._steering.broken_off:
            self._stop = Ending("bounded", bound="time")
        self._patience.forget()
        self._last_look = None

    # -- the answer -------------------------------------------------------------------------------

    def _accept(self) -> None:
        for _ in range(_AT_ONCE):
            if self._allowance.exceeded:
                return
            try:
                line, _ = self._listener.accept()
            except BlockingIOError:
                return
            except OSError:  # no descriptor is left for us
                self._allowance.exceeded = True
                return
            if not self._allowance.take_connection(len(self._callers)):
                line.close()
                return
            self._begin_to_hear(Caller(line, self._allowance))

    def _begin_to_hear(self, caller: Caller) -> None:
        if not self.tree.is_of_ours(caller.pid):
            caller.line.close()  # somebody outside, who has found the way here
            return
        fd = caller.line.fileno()
        self._callers[fd] = caller
        self._poll.register(fd, select.POLLIN)
        self._hear(fd)

    def _take_the_notices(self) -> None:
        """The answer's process has its filter now, or was refused one, or has ended before."""
        self._poll.unregister(self._notices)
        self._asks = notices.receive(self._notices)
        self._wakers.sees_calls = self._asks is not None
        if self._asks is not None:
            self._poll.register(self._asks, select.POLLIN)

    def _answer_the_kernel(self, event: int) -> None:
        if self._asks is None:
            return
        if event & select.POLLIN:
            notices.answer(self._asks, self._decide)
        else:  # nobody is left who could ask
            self._poll.unregister(self._asks)
            self._asks = None

    def _decide(self, notice: Notice) -> int | None:
        """What a call that the kernel asks about returns; None if it may be made."""
        if notice.call == "getppid":
            adopted = self._world.has(Part.PID) and kernel.parent_of(notice.pid) == os.getpid()
            return world.ADOPTER if adopted else None
        self._forget_the_rest()
        self._wakers.notice(notice)
        if notice.is_a_strike:
            self._strikes.notice(notice)
        return None if self._is_within_the_run(notice) else -errno.EPERM

    def _is_within_the_run(self, notice: Notice) -> bool:
        """Whether a call is aimed at nobody, or at a process of its own run."""
        if notice.target is None:
            return True
        if notice.call == "setpriority" and notice.args[0] != os.PRIO_PROCESS:
            return self._world.has(Part.PID)  # of a group, or a user: all that can be seen
        target = kernel.process_of(notice.target)
        return not target or (target != os.getpid() and self.tree.is_of_ours(target))

    def _forget_the_rest(self) -> None:
        """Somebody has moved: what was seen of a run at rest counts no more."""
        self._resting_since = self._last_look = None
        self._patience.forget()

    def _hear(self, fd: int) -> None:
        caller = self._callers[fd]
        message = caller.hear()
        if message is None:
            return
        if not message:
            self._hang_up(fd)
            return
        if not message.startswith(_HELLO):  # who has only begun is not at rest soon
            self._interval = _QUICKEST
        self._forget_the_rest()
        try:
            self._understand(parse(message), caller)
        except _NONSENSE as error:
            self._note("unintelligible", type(error).__name__, caller.pid)
            self._hang_up(fd)  # else whoever asked waits for good

    def _hang_up(self, fd: int) -> None:
        caller = self._callers.pop(fd)
        self._rendezvous.gone(caller.reply)
        self._poll.unregister(fd)
        caller.line.close()

    def _understand(self, message: Message, caller: Caller) -> None:
        """Act on one message of a process of the run. Raises ValueError and kin on nonsense."""
        kind, label, data = message.kind, message.label, dict(message.data)
        match kind:
            case "hello" | "tracker" | "alarm" | "shm":
                self._keep_in_mind(kind, label, caller.pid)
            case "result":
                self._take_result(label, data, caller)
            case "note":
                self._note("note", label, caller.pid, data)
            case "write":
                self._rendezvous.write(label, data["value"])
                self._note("write", label, caller.pid, {"value": plain.decode(data["value"])})
            case "ran on" | "look" | "kill":
                self._note_of_processes(kind, label, data, caller.pid)
                if data.get("late"):
                    self._kill_late(int(data["to"]), int(label))
            case "meet" | "gate" | "hold" | "read":
                self._note(kind, label, caller.pid)
                self._arrive(Waiter(kind, label, caller.pid, caller.reply, data.get("parties", 0)))
                return
            case _:
                raise ValueError(kind)
        caller.reply(True)

    def _arrive(self, waiter: Waiter) -> None:
        self._rendezvous.arrive(waiter)
        if waiter.kind == "hold" and self._result is not None:
            self._rendezvous.open_holds()

    def _kill_late(self, pid: int, number: int) -> None:
        """Send the signal when a ``hold`` would open. Nobody stands there: pid 0."""
        self.tree.sweep()
        kill = partial(self.tree.send_signal, pid, number)
        self._arrive(Waiter("hold", f"the end of {pid}", 0, lambda _: kill()))

    def _note_of_processes(self, kind: str, label: str, data: dict[str, Any], pid: int) -> None:
        """A fork that ran on; who is there just now; or whom a process is about to signal.

        ``state`` is that of the target's main thread, as in proc(5); empty if there is nobody.
        """
        if kind == "look":
            self.tree.sweep()
            left = self.tree.left()
            data = {name: getattr(left, name) for name in ("alive", "unreaped", "orphans")}
        elif kind == "kill":
            label, target = signal_name(int(label)), kernel.stat(int(data["to"]))
            data = {"to": int(data["to"]), "state": target.state if target else ""}
        else:
            data = {}
        self._note(kind, label, pid, data)

    def _keep_in_mind(self, kind: str, label: str, pid: int) -> None:
        """What processes tell without being asked by anybody, see instrument and runner."""
        match kind:
            case "hello":
                if self._recorder:  # whoever was joined before it began has ended before it began
                    self.tree.sweep()
                self.tree.hello(pid, label)
            case "tracker":  # told by the runner before the answer is loaded; who comes later lies
                if pid == self.tree.root and self.order.start_method != "fork":
                    self.tree.tracker = self.tree.tracker or int(label)
            case "alarm":
                self._wakers.set_clock(pid, label == "on")
            case "shm":
                self._traces.told(label)

    def _note(self, kind: str, label: str, pid: int, data: dict[str, Any] | None = None) -> None:
        self._events.append(Event(kind, label, pid, self._now(), data or {}))
        self._steering.tell_if_reached()

    def _take_result(self, how: str, data: dict[str, Any], caller: Caller) -> None:
        """Believe the first result of the root alone; whatever else claims to be one is recorded."""
        if caller.pid != self.tree.root or self._result is not None:
            self._note("forged result", "", caller.pid)
            return
        if how == "returned":
            self._result = Ending("returned", value=plain.decode(data["value"]))
        elif how in ("raised", "unloadable"):
            system.check_error(str(data["error"]), self._world)
            line = data["line"]
            self._result = Ending(
                "raised" if how == "raised" else "unloadable",
                error=str(data["error"]),
                text=str(data["text"]),
                traceback=str(data["traceback"]),
                line=line if isinstance(line, int) else None,
            )
        else:
            raise ValueError(how)
        self.tree.sweep()
        self._at_return = self._left()
        self._note("returned", how, caller.pid)
        self._stop_if_it_overran()  # what it raised may only be how it met the bound
        self._rendezvous.open_holds()

    # -- looking at the tree ----------------------------------------------------------------------

    def _look(self) -> None:
        self.tree.sweep()
        self._next_look = time.monotonic() + self._interval
        if self._is_over():
            return
        if self._stop_if_it_overran():
            return
        self._interval = min(self._interval * 2, _RECORDED if self._recorder else _SLOWEST)
        try:
            seen = deadlock.look(self.tree.running())
        except kernel.Unreadable:
            self._open_what_is_held_too_long()
            return
        self._bounds.count_starving(seen, self._now())
        if self._recorder:
            self._recorder.look(seen, self._standing(), self._now())
        at_rest = seen == self._last_look and deadlock.everyone_waits(seen)
        self._last_look = seen
        if at_rest and not self._somebody_speaks():
            self._at_rest(seen)
        else:
            if deadlock.everyone_waits(seen):
                self._interval = _QUICKEST
            self._when_the_others_wait(seen)

    def _stop_if_it_overran(self) -> bool:
        bound: Bound | None = "traffic" if self._allowance.exceeded else None
        bound = bound or self._bounds.overrun(self.tree, self._now())
        if bound is not None:
            self._stop = Ending("bounded", bound=bound)
        return bound is not None

    def _somebody_speaks(self) -> bool:
        """Serve what has arrived since the look; it came from somebody who is not at rest."""
        ready = dict(self._poll.poll(0))
        return self._listen(ready) or self._listener.fileno() in ready

    def _at_rest(self, seen: deadlock.Look) -> None:
        """Nobody inside can wake anybody: let somebody go on who stands at a probe, or stop."""
        self._interval = _QUICKEST
        if self._rendezvous.open_holds() or self._rendezvous.let_one_read():
            self._last_look = None
            return
        now = time.monotonic()
        if self._resting_since is None:
            self._resting_since = now
        if now - self._resting_since < _CONFIRM:
            return
        self._resting_since = None
        self._check_that_it_was_let_alone()
        if self._wakers.may_wake(seen) or self._has_moved_since(seen):
            return
        if self._rendezvous.somebody_meets():
            where = self._where_the_answer_waits(seen)
            self._note("refused", self._rendezvous.refuse_a_meeting(), self.tree.root, where)
            self._last_look = None
        elif self._steering.tell_it_is_never_reached():
            return
        elif not self._steering.tell_of_rest("for good") and not self._steering.attended:
            self._stop = Ending("stuck")
            self._waiting = self._explain(seen)

    def _has_moved_since(self, seen: deadlock.Look) -> bool:
        """Whether a thread has been woken meanwhile, by what is gone now: a timer that has run out."""
        try:
            if deadlock.look(self.tree.running()) == seen:
                return False
        except kernel.Unreadable:
            pass
        self._last_look = None
        return True

    def _where_the_answer_waits(self, seen: deadlock.Look) -> dict[str, Any]:
        """Line, source and meaning of what the answer's own process is doing just now."""
        own = frozenset(t for t in seen if t.tid == self.tree.root)
        names = ("line", "source", "function", "waits_for")
        where: dict[str, Any] = {}
        for _ in range(_TRIES):  # who asks again and again may run on while its frames are read
            for found in self._explain(own):
                where = {name: getattr(found, name) for name in names}
            if where.get("line"):
                break
        return where

    def _explain(self, seen: deadlock.Look) -> tuple[Waiting, ...]:
        return stacks.explain(self.tree, seen, Path(self.order.answers))

    def _when_the_others_wait(self, seen: deadlock.Look) -> None:
        """Open holds when the rest waits with time limits, or wakes again and again to ask.

        Who reads a cell may go on then, too: nobody comes to read before one of those limits is over.
        """
        standing = {w.kind for w in self._rendezvous.waiters}
        if not standing & {"hold", "read"} and not self._steering.awaits_rest:
            return
        if self._patience.is_over(seen, self._now()):
            if not self._rendezvous.open_holds() and not self._somebody_speaks():
                self._rendezvous.let_one_read()
                self._steering.tell_of_rest("for a while")
        elif "hold" in standing or self._steering.awaits_rest:
            self._watch_for_polling(seen)

    def _watch_for_polling(self, seen: deadlock.Look) -> None:
        cost = self._patience.cost(seen, self.tree.root, self.tree.births)
        if cost is not None:
            self._note("polls", "", self.tree.root, cost | self._where_the_answer_waits(seen))
            if not self._rendezvous.open_holds():
                self._steering.tell_of_rest("polls")

    def _standing(self) -> dict[int, Waiter | None]:
        """Who speaks with the arena just now, and at which probe they stand, if at any."""
        callers: dict[int, Waiter | None] = {c.pid: None for c in self._callers.values()}
        return callers | {waiter.pid: waiter for waiter in self._rendezvous.waiters}

    def _open_what_is_held_too_long(self) -> None:
        """Where stacks and calls may not be read, holds open once nothing was said for a second."""
        quiet = self._now() - (self._events[-1].at if self._events else 0.0)
        if quiet > 1.0 and not self._rendezvous.open_holds() and self._rendezvous.somebody_meets():
            self._note("refused", self._rendezvous.refuse_a_meeting(), self.tree.root)

    def _left(self, *, helpers: bool = False) -> Leftovers:
        return replace(
            self.tree.left(helpers=helpers),
            shared_memory=self._traces.segments(self.tree),
            semaphores=self._traces.semaphores(),
            queues=self._traces.queues(),
            threads=tuple(kernel.thread_ids(self.tree.root) - {self.tree.root}),
            files=folders.files_below(f"{self.order.room.folder}/work"),
        )

    def _check_that_it_was_let_alone(self) -> None:
        """Raises Trouble when somebody outside has killed or stopped a process of the run."""
        if self._wakers.sees_calls and (strike := self._strikes.from_outside()):
            raise Trouble(strike)

    def _at_the_end(self) -> Leftovers:
        """What is left now that the program has ended, and with it what multiprocessing had started.

        A helper that does not end by itself is none, whatever it calls itself.
        """
        if self._stop is not None:
            return self._left()
        patience = self._now() + _HELPERS_TIME
        before: deadlock.Look | None = None
        while helpers := self.tree.helpers():
            self._serve_until_one_ends(helpers)
            self.tree.sweep()
            seen = self._look_at(helpers)
            rests = seen is not None and seen == before
            if self._now() > patience and (rests or self._now() > 10 * patience):
                break  # it has been given the time, and does not use it
            before = seen
        return self._left(helpers=True)

    @staticmethod
    def _look_at(pids: Sequence[int]) -> deadlock.Look | None:
        """What these are doing; None where the system lets nobody see that."""
        try:
            return deadlock.look(pids)
        except kernel.Unreadable:
            return None

    def _serve_until_one_ends(self, pids: Sequence[int]) -> None:
        """Until one of these has ended, or for a moment; who has just begun says hello first."""
        ends = [fd for pid in pids if (fd := self.tree.descriptor(pid)) is not None]
        for fd in ends:
            self._poll.register(fd, select.POLLIN)
        self._listen(dict(self._poll.poll(_CONFIRM * 1000)))
        for fd in ends:
            self._poll.unregister(fd)

    def _now(self) -> float:
        return time.monotonic() - self._clock_start

    # -- the end ----------------------------------------------------------------------------------

    def _finish(self) -> Observation:
        self.tree.sweep()
        if self._stop is None:  # what was said just before the end still counts
            self._listen(dict(self._poll.poll(0)))
        if self._allowance.exceeded:
            self._stop_if_it_overran()
        if self._recorder:  # a run that is broken off may have come there after the last look
            self._recorder.look_at_probes(self._standing(), self._now())
        at_end = self._at_the_end()
        self._check_that_it_was_let_alone()
        status = self.tree.root_status
        self.tree.end()
        self._traces.remove()
        stdout, stderr = self._streams.texts(self.order.limits.output)
        self.tree.close()
        order = self.order
        return Observation(
            function=order.function,
            start_method=order.start_method,
            ending=self._ending(status),
            root=self.tree.root,
            program_exit=None if status is None else os.waitstatus_to_exitcode(status),
            program_stopped=self._why_stopped(),
            stdout=stdout,
            stderr=stderr,
            processes=self.tree.seen(),
            events=tuple(self._events),
            at_return=self._at_return and self.tree.without_helpers(self._at_return),
            at_end=at_end,
            waiting=self._waiting,
            spans=self._recorder.spans(self._now()) if self._recorder else (),
            seconds=self._now(),
            protections=protections.of_a_run(
                self._world, order.use_landlock, self._wakers.sees_calls
            ),
        )

    def _ending(self, status: int | None) -> Ending:
        """The call's own ending if it had one; a run that went beyond a bound is told by that.

        Only time that is used up after the call leaves the call's own ending as it was.
        """
        after = self._stop is None or self._stop.bound in (None, "time")
        if self._result is not None and after:
            return self._result
        if self._stop is not None and not self._steering.orphaned:
            return self._stop
        code = os.waitstatus_to_exitcode(status or 0)
        if self._outfit.stage is not Stage.IN_THE_CALL and not self._steering.orphaned:
            raise Trouble(f"{_LOST[self._outfit.stage]} ({exit_text(code)})")
        return Ending("killed" if code < 0 else "exited", exit_code=code)

    def _why_stopped(self) -> Literal["", "stuck"] | Bound:
        if self._stop is None:
            return ""
        return self._stop.bound or "stuck"
