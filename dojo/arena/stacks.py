"""Where the processes of a deadlocked run stand, in the lines of the answer."""

import functools
import os
import stat
from pathlib import Path

from dojo.arena import frames
from dojo.arena.deadlock import Look
from dojo.arena.kernel import Thread
from dojo.arena.observation import Doing, Waiting
from dojo.arena.tree import Tree

# (file, function) of a frame of the standard library -> what a thread in it does, in a word and more.
_MEANING: dict[tuple[str, str], tuple[Doing, str]] = {
    ("multiprocessing/popen_fork.py", "poll"): ("join", "for a child to end (join)"),
    ("multiprocessing/popen_fork.py", "wait"): ("join", "for a child to end (join)"),
    ("multiprocessing/popen_forkserver.py", "poll"): ("join", "for a child to end (join)"),
    ("multiprocessing/synchronize.py", "__enter__"): ("lock", "to acquire a lock or semaphore"),
    ("multiprocessing/synchronize.py", "wait"): (
        "lock",
        "to be notified (Event, Condition or Barrier)",
    ),
    ("multiprocessing/queues.py", "get"): ("pipe", "for something to arrive in a queue"),
    ("multiprocessing/queues.py", "put"): ("pipe", "for room in a queue"),
    ("multiprocessing/queues.py", "_finalize_join"): (
        "pipe",
        "for its queue to be read by somebody",
    ),
    ("multiprocessing/queues.py", "_feed"): ("pipe", "for somebody to read its queue"),
    ("multiprocessing/queues.py", "join"): ("lock", "for task_done to be called for every item"),
    ("multiprocessing/connection.py", "_recv"): ("pipe", "to receive from a pipe"),
    ("multiprocessing/connection.py", "_send"): ("pipe", "for somebody to read its pipe"),
    ("multiprocessing/connection.py", "wait"): (
        "pipe",
        "for one of several connections or processes",
    ),
    ("multiprocessing/connection.py", "accept"): ("pipe", "for a connection"),
    ("multiprocessing/pool.py", "wait"): ("other", "for a result of its pool"),
    ("multiprocessing/pool.py", "apply"): ("other", "for a call in its pool to return (apply)"),
    ("multiprocessing/pool.py", "next"): ("other", "for the next result of its pool (imap)"),
    ("multiprocessing/pool.py", "join"): ("join", "for the workers of its pool to end (join)"),
    ("concurrent/futures/_base.py", "result"): ("other", "for the result of a future"),
    ("concurrent/futures/process.py", "shutdown"): (
        "join",
        "for the workers of its executor to end (shutdown)",
    ),
    ("subprocess.py", "_wait"): ("join", "for a program to end"),
    ("subprocess.py", "_try_wait"): ("join", "for a program to end"),
    ("arena/home.py", "ask"): ("gate", "at a gate that the test never opens"),
    ("threading.py", "wait"): ("lock", "to be notified by another thread of its own process"),
    ("threading.py", "join"): ("other", "for a thread to end"),
    ("threading.py", "_wait_for_tstate_lock"): ("other", "for a thread to end"),
}
_BY_CALL: dict[str, tuple[Doing, str]] = {
    "stopped": ("stopped", "for SIGCONT: it was stopped by a signal"),
    "running": ("runs", "for nothing: it is computing"),
    "clock_nanosleep": ("sleep", "for time to pass (sleep)"),
    "futex": ("lock", "for a lock, a semaphore or a thread"),
    "wait4": ("join", "for a child to end"),
    "waitid": ("join", "for a child to end"),
    "read": ("pipe", "to read from a pipe"),
    "write": ("pipe", "for somebody to read its pipe"),
    "flock": ("lock", "for a file lock"),
    "fcntl": ("lock", "for a file lock"),
    "pause": ("other", "for a signal"),
    "rt_sigsuspend": ("other", "for a signal"),
    "rt_sigtimedwait": ("other", "for a signal"),
    "recvfrom": ("pipe", "to receive from a socket"),
    "accept4": ("pipe", "for a connection"),
}
_LONGEST_FILE, _LONGEST_LINE = 1 << 20, 500  # bytes, characters


def explain(tree: Tree, blocked: Look, answers: Path) -> tuple[Waiting, ...]:
    """Where the main threads of these stand, but for multiprocessing's helpers."""
    order = sorted(blocked, key=lambda t: (tree.role(t.pid) != "answer", t.pid))
    mains = (t for t in order if t.tid == t.pid and tree.role(t.pid) != "helper")
    return tuple(standing(tree, thread, answers)[1] for thread in mains)


def standing(tree: Tree, thread: Thread, answers: Path) -> tuple[Doing, Waiting]:
    """What a process's main thread does, in a word, and where it stands in the answer.

    One whose frames cannot be read (no Python, or not this one) is told by its system call alone.
    """
    role, layout = tree.role(thread.pid), frames.find_out()
    call = thread.call or ("stopped" if thread.state in "Tt" else "running")
    in_the_kernel = "in the kernel" if call == "?" else f"in the system call {call}"
    doing, waits_for = _BY_CALL.get(call, ("other", in_the_kernel))
    for frame in layout.stack(thread.pid) if layout else ():
        if Path(frame.file).parent == answers:
            source = _source(frame.file, frame.line)
            return doing, Waiting(
                thread.pid, role, call, waits_for, frame.line, frame.function, source
            )
        # Innermost first: the last one before the answer's own frame is what the answer called.
        doing, waits_for = _meaning(frame.file, frame.function) or (doing, waits_for)
    return doing, Waiting(thread.pid, role, call, waits_for)


def _source(file: str, line: int) -> str:
    """A line of the answer, empty where there is none."""
    lines = _lines_of(file)
    return lines[line - 1].strip()[:_LONGEST_LINE] if 0 < line <= len(lines) else ""


@functools.cache
def _lines_of(file: str) -> list[str]:
    """The lines of a file that the answer names, which may be anything: it must not block us."""
    try:
        with open(file, "rb", opener=_without_waiting) as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                return []
            return source.read(_LONGEST_FILE).decode("utf-8", "replace").splitlines()
    except (OSError, ValueError):
        return []


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def _meaning(file: str, function: str) -> tuple[Doing, str] | None:
    return next(
        (told for (end, name), told in _MEANING.items() if name == function and file.endswith(end)),
        None,
    )
