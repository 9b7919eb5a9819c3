"""The first process of a run: becomes the program that the answer is, makes the call, reports.

It starts as a fork of the supervisor and turns itself into what a fresh ``python answer.py`` would
be: own session, default signals, plain files as standard streams, own modules and main module. What
it reports comes after everything of the answer that the call needed; how it ends is left to Python.
"""

import atexit
import errno
import fcntl
import gc
import importlib
import json
import mmap
import os
import pickle
import resource
import signal
import socket
import sys
import tempfile
import threading
import traceback
import types
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from multiprocessing import context, process, resource_tracker, util
from pathlib import Path
from typing import Any, NoReturn

from dojo.arena import confine, home, instrument, kernel, notices, plain
from dojo.arena.limits import Order, Room
from dojo.arena.streams import Streams
from dojo.arena.world import Part

# Private references, taken before any answer is imported.
_ask = home.ask
_dumps = json.dumps
_encode = plain.encode
_exit = os._exit
_getpid = os.getpid
_settrace, _setprofile = sys.settrace, sys.setprofile
_my_pid = 0
_HIGH = 200  # a descriptor's number, beyond what a small program has
_FRAMES_TOLD, _LONGEST_TRACEBACK = 20, 20_000  # of what was raised; the rest tells nobody more
_root = str(Path(__file__).parents[2])


class Stage(IntEnum):
    """How far the answer's process has come. If it ends in the call, that is the answer's doing."""

    BECOMES_A_PROGRAM = 0
    IN_THE_CALL = 1
    CANNOT_REPORT = 2


@dataclass(frozen=True, slots=True)
class Outfit:
    """What the supervisor hands to the answer's process, beside the order.

    ``notices`` is how the kernel's notices of rare system calls reach it, and ``progress`` is memory
    that both see, with one byte for the stage.
    """

    parts: Part
    streams: Streams
    notices: socket.socket
    progress: mmap.mmap

    def has_come_to(self, stage: Stage) -> None:
        """Let the supervisor know; if the process ends here, that tells whose fault it is."""
        self.progress[0] = stage

    @property
    def stage(self) -> Stage:
        """The last one that it has come to."""
        return Stage(self.progress[0])


def furnish(room: Room) -> None:
    """Lay out what every new interpreter of a run imports first. Raises OSError."""
    with open(f"{room.home}/site/sitecustomize.py", "w", encoding="utf-8") as file:
        file.write(_SITECUSTOMIZE.format(root=_root, home=room.home, folder=room.folder))


_SITECUSTOMIZE = """
import sys

sys.path.insert(1, {root!r})
from dojo.arena import instrument

instrument.install({home!r}, {folder!r})
instrument.tell(b'["hello", "exec"]')
"""


def run(order: Order, outfit: Outfit) -> NoReturn:
    """Be the answer's program, to its end; this process never returns from here."""
    preloaded = frozenset(sys.modules)
    try:
        code = _program(order, outfit)
    except BaseException as error:  # noqa: BLE001  # reason: a program may end by any exception
        code = _exit_code(error)
    _leave(code, preloaded)


def _program(order: Order, outfit: Outfit) -> int:
    """Make the call and report it. Returns the exit code; SystemExit is the answer's own."""
    _become_a_program(order, outfit)
    report = partial(_report, outfit)
    answer = Path(order.answers) / f"{order.module}.py"
    args, kwargs = pickle.loads(order.call)  # noqa: S301  # reason: made by the test, not by an answer
    context._default_context.set_start_method(order.start_method)
    outfit.has_come_to(Stage.IN_THE_CALL)
    if not order.function:
        return _run_as_main(answer, [str(arg) for arg in args])
    _replace_main(None)
    try:
        function = _load(order)
    except BaseException as error:  # noqa: BLE001  # reason: an answer may raise anything at import
        report("unloadable", _described(error, answer))
        return _exit_code(error)
    try:
        # In one expression, so that nothing the answer has set to trace runs before it is unset.
        value = (function(*args, **kwargs), _settrace(None), _setprofile(None))[0]
    except BaseException as error:  # noqa: BLE001  # reason: an answer may raise anything
        report("raised", _described(error, answer))
        return _exit_code(error)
    report("returned", {"value": _encode(value)})
    return 0


def _exit_code(error: BaseException) -> int:
    """What ``python`` makes of an exception that nobody caught; it is shown as ``python`` does."""
    if not isinstance(error, SystemExit):
        traceback.print_exception(error)
        return 130 if isinstance(error, KeyboardInterrupt) else 1
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    print(error.code, file=sys.stderr)
    return 1


def _leave(code: int, preloaded: frozenset[str]) -> NoReturn:
    """End as the interpreter does: threads, exit functions, the answer's objects, streams.

    Only what the run brought along is taken apart; finalising the preloaded modules, too, would
    cost more than everything else of a short run.
    """
    try:
        threading._shutdown()  # type: ignore[attr-defined]  # reason: what Py_FinalizeEx calls
        atexit._run_exitfuncs()
        for name in [name for name in sys.modules if name not in preloaded or name == "__main__"]:
            module = sys.modules.pop(name)
            vars(module).clear()
        gc.collect()
    except BaseException as error:  # noqa: BLE001  # reason: an answer's finalisers may raise anything
        traceback.print_exception(error)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except (OSError, ValueError):
            code = code or 120  # as the interpreter does when its last words are lost
    _exit(code)


def _load(order: Order) -> Callable[..., Any]:
    module = importlib.import_module(order.module)
    function = getattr(module, order.function, None)
    if not callable(function):
        raise AttributeError(  # noqa: TRY004  # reason: what Python says of a missing name
            f"{order.module}.py has no function {order.function!r}"
        )
    result: Callable[..., Any] = function
    return result


def _report(outfit: Outfit, how: str, content: dict[str, Any]) -> None:
    """Hand over the result, and wait until the supervisor has looked around.

    A child that the answer forked and let run on arrives here, too: it says so, and is no result.
    """
    message = _dumps(["result" if _getpid() == _my_pid else "ran on", how, content]).encode()
    try:
        try:
            _ask(message)
        except OSError as error:
            if error.errno != errno.EMFILE:
                raise
            os.close(0)  # an answer may allow itself no more descriptors; standard input is over
            _ask(message)
    except OSError:
        if _getpid() == _my_pid:
            outfit.has_come_to(Stage.CANNOT_REPORT)
        raise


def _described(error: BaseException, answer: Path) -> dict[str, Any]:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(answer)]
    line = frames[-1].lineno if frames else None
    if isinstance(error, SyntaxError) and type(error.filename) is str:
        line = error.lineno if error.filename == str(answer) else line
    return {
        "error": plain.class_name(type(error)),
        "text": _text_of(error),
        "line": line if type(line) is int and 0 < line < 1 << 31 else None,
        "traceback": "".join(traceback.format_list(frames[-_FRAMES_TOLD:]))[-_LONGEST_TRACEBACK:],
    }


def _text_of(error: BaseException) -> str:
    try:
        return str.__getitem__(str(error), slice(0, 2000))
    except BaseException:  # noqa: BLE001  # reason: an answer's exception may do anything in __str__
        return "(its text could not be made)"


def _become_a_program(order: Order, outfit: Outfit) -> None:
    global _my_pid  # noqa: PLW0603  # reason: known only after the fork
    _my_pid = _getpid()
    room = order.room
    kernel.signal_when_parent_ends(
        signal.SIGKILL
    )  # before it could end whoever is above its supervisor
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in _OFTEN_IGNORED:
        signal.signal(number, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.umask(0o022)
    os.chdir(f"{room.folder}/work")
    confine.confine(order, outfit.parts)
    notices.send(outfit.notices, of_parents=order.adopts)
    _new_streams(outfit.streams)
    _new_environment(room)
    sys.argv = [order.module]
    sys.path[:] = [
        order.answers,
        f"{room.home}/site",
        _root,
        *(path for path in sys.path if path and path != _root),
    ]
    sys.dont_write_bytecode = True
    tempfile.tempdir = None  # decided in the preloaded process, for the preloaded process
    _new_multiprocessing(room.folder)
    home.folder = room.home
    if order.start_method != "fork":
        _start_the_tracker()
    instrument.install(room.home, room.folder)


# By the preloaded process, by nohup, or by a shell for what it runs in the background.
_OFTEN_IGNORED = (signal.SIGCHLD, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM)


def _new_streams(streams: Streams) -> None:
    os.dup2(streams.out, 1)
    os.dup2(streams.err, 2)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.closerange(3, min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 65536))
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115  # reason: this process's own stream, made anew
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115  # reason: as above
    sys.stderr = sys.__stderr__ = open(  # type: ignore[misc]  # noqa: SIM115  # reason: as above
        2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False
    )


def _new_environment(room: Room) -> None:
    kept = {
        name: os.environ[name]
        for name in ("LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH")
        if name in os.environ
    }
    os.environ.clear()
    os.environ.update(
        kept,
        PATH=f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        HOME=f"{room.folder}/work",
        TMPDIR=f"{room.folder}/tmp",
        PYTHONPATH=f"{room.home}/site",
        PYTHONDONTWRITEBYTECODE="1",
    )


def _new_multiprocessing(folder: str) -> None:
    """A main process of its own: fresh key, and semaphores whose names tell whose they are."""
    main: Any = type(process.current_process())()  # a _MainProcess, a name the module deletes
    main._config["semprefix"] = f"/{Path(folder).name}"
    process._current_process = main  # type: ignore[attr-defined]  # reason: as above


def _start_the_tracker() -> None:
    """Have ready what multiprocessing starts first under spawn and forkserver.

    The resource tracker runs nothing of the answer's, so here it is a fork of this process, which is
    still clean: the start of an interpreter costs more than all the rest of a short run. It waits
    until multiprocessing starts it, for the end of a pipe that it is to read. An answer that has
    closed that line gets an interpreter of its own, as everywhere else.
    """
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            ours.close()
            _, (reader,), _, _ = socket.recv_fds(theirs, 1, 1)
            theirs.close()
            resource_tracker.main(reader)
        finally:
            _exit(0)
    theirs.close()
    start, inode, number = (
        util.spawnv_passfds,
        os.fstat(ours.fileno()).st_ino,
        _out_of_the_way(ours),
    )

    def spawnv_passfds(path: Any, args: Any, passfds: Any) -> int:
        if resource_tracker.__name__ not in args[-1] or not _is(number, inode):
            return start(path, args, passfds)
        with socket.socket(fileno=number) as line:
            socket.send_fds(line, [b"."], [_pipe_named_in(args[-1])])
        return pid

    util.spawnv_passfds = spawnv_passfds
    _ask(_dumps(["tracker", str(pid)]).encode())


def _out_of_the_way(line: socket.socket) -> int:
    """Its descriptor, with a number so high that those which the answer opens get the usual ones."""
    try:
        return fcntl.fcntl(line, fcntl.F_DUPFD_CLOEXEC, _HIGH)
    except (OSError, ValueError):
        return line.detach()  # it may not have so many
    finally:
        line.close()


def _is(descriptor: int, inode: int) -> bool:
    """Whether it is still this file, and has not been closed, and perhaps taken for another."""
    try:
        return os.fstat(descriptor).st_ino == inode
    except OSError:
        return False


def _pipe_named_in(code: str) -> int:
    """The descriptor in ``from multiprocessing.resource_tracker import main;main(5)``."""
    return int(code.rpartition("(")[2].partition(")")[0])


def _replace_main(path: Path | None) -> types.ModuleType:
    """A new ``__main__``; without a file, spawned children import no main module."""
    main = types.ModuleType("__main__")
    main.__dict__["_keep"] = sys.modules["__main__"]  # this very code may live there
    if path is not None:
        main.__file__ = str(path)
    main.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = main
    return main


def _run_as_main(path: Path, argv: list[str]) -> int:
    """Run the answer's file as ``python FILE ARG …`` does; what it raises is the program's end."""
    main = _replace_main(path)
    sys.argv = [str(path), *argv]
    try:
        exec(compile(path.read_bytes(), str(path), "exec"), main.__dict__)  # noqa: S102  # reason: this is the program that was asked for
    except BaseException as error:  # noqa: BLE001  # reason: a program may end by any exception
        return _exit_code(error.with_traceback(_without_us(error)))
    return 0


def _without_us(error: BaseException) -> types.TracebackType | None:
    return error.__traceback__.tb_next if error.__traceback__ else None
