"""Where the processes of a deadlocked run stand, in the lines of the answer."""

import linecache
import os
import re
import time
from pathlib import Path

from dojo.arena import kernel
from dojo.arena.deadlock import Look
from dojo.arena.instrument import STACK_SIGNAL
from dojo.arena.kernel import Thread
from dojo.arena.observation import Waiting
from dojo.arena.tree import Tree

_FRAME = re.compile(
    r'^  File "(?P<file>.+)", line (?P<line>\d+) in (?P<function>.+)$', re.MULTILINE
)
_THREAD = re.compile(r"^(?:Current t|T)hread 0x.*$", re.MULTILINE)

# (file, function) of a frame of the standard library -> what a thread in it waits for.
_MEANING = {
    ("multiprocessing/popen_fork.py", "poll"): "for a child to end (join)",
    ("multiprocessing/popen_fork.py", "wait"): "for a child to end (join)",
    ("multiprocessing/popen_forkserver.py", "poll"): "for a child to end (join)",
    ("multiprocessing/synchronize.py", "__enter__"): "to acquire a lock or semaphore",
    ("multiprocessing/synchronize.py", "wait"): "to be notified (Event, Condition or Barrier)",
    ("multiprocessing/queues.py", "get"): "for something to arrive in a queue",
    ("multiprocessing/queues.py", "put"): "for room in a queue",
    ("multiprocessing/queues.py", "_finalize_join"): "for its queue to be read by somebody",
    ("multiprocessing/queues.py", "_feed"): "for somebody to read its queue",
    ("multiprocessing/queues.py", "join"): "for task_done to be called for every item",
    ("multiprocessing/connection.py", "_recv"): "to receive from a pipe",
    ("multiprocessing/connection.py", "_send"): "for somebody to read its pipe",
    ("multiprocessing/connection.py", "wait"): "for one of several connections or processes",
    ("multiprocessing/connection.py", "accept"): "for a connection",
    ("multiprocessing/pool.py", "wait"): "for a result of its pool",
    ("concurrent/futures/_base.py", "result"): "for the result of a future",
    ("subprocess.py", "_wait"): "for a program to end",
    ("subprocess.py", "_try_wait"): "for a program to end",
    ("arena/home.py", "ask"): "at a gate that the test never opens",
    ("threading.py", "join"): "for a thread to end",
    ("threading.py", "_wait_for_tstate_lock"): "for a thread to end",
}
_BY_CALL = {
    "stopped": "for SIGCONT: it was stopped by a signal",
    "running": "for nothing: it is computing",
    "clock_nanosleep": "for time to pass (sleep)",
    "futex": "for a lock, a semaphore or a thread",
    "wait4": "for a child to end",
    "waitid": "for a child to end",
    "read": "to read from a pipe",
    "write": "for somebody to read its pipe",
    "flock": "for a file lock",
    "fcntl": "for a file lock",
    "pause": "for a signal",
    "rt_sigsuspend": "for a signal",
    "rt_sigtimedwait": "for a signal",
    "recvfrom": "to receive from a socket",
    "accept4": "for a connection",
}


def explain(tree: Tree, blocked: Look, folder: Path, answers: Path) -> tuple[Waiting, ...]:
    """Ask every process of a tree at rest for its Python stack; one Waiting a main thread.

    Helpers of multiprocessing are left out. A process that cannot show a stack (no Python, signal
    blocked or ignored) is told by its system call alone.
    """
    found = []
    for thread in sorted(blocked, key=lambda t: (tree.role(t.pid) != "answer", t.pid, t.tid)):
        if thread.tid != thread.pid or tree.role(thread.pid) == "helper":
            continue
        stack = _stack_of(thread, folder / "stacks")
        found.append(_waiting(thread, tree.role(thread.pid), stack, answers))
    return tuple(found)


def _waiting(thread: Thread, role: str, stack: str, answers: Path) -> Waiting:
    frames = [(m["file"], int(m["line"]), m["function"]) for m in _FRAME.finditer(stack)]
    call = thread.call or {"T": "stopped", "R": "running"}.get(thread.state, "waiting")
    waits_for = _BY_CALL.get(call, f"in the system call {call}")
    for file, line, function in frames:
        if Path(file).parent == answers:
            source = linecache.getline(file, line).strip()
            return Waiting(thread.pid, role, call, waits_for, line, function, source)
        # Innermost first: the last one before the answer's own frame is what the answer called.
        waits_for = _meaning(file, function) or waits_for
    return Waiting(thread.pid, role, call, waits_for)


def _meaning(file: str, function: str) -> str | None:
    return next(
        (told for (end, name), told in _MEANING.items() if name == function and file.endswith(end)),
        None,
    )


def _stack_of(thread: Thread, dump: Path) -> str:
    """The main thread's part of what faulthandler writes; empty when the process cannot write it."""
    pid, bit = thread.pid, 1 << (STACK_SIGNAL - 1)
    if not kernel.signal_mask(pid, "SigCgt") & bit or kernel.signal_mask(pid, "SigBlk") & bit:
        return ""
    if thread.state == "T":
        return ""
    before = dump.stat().st_size if dump.exists() else 0
    os.kill(pid, STACK_SIGNAL)
    text = _new_text(dump, before, pid)
    parts = _THREAD.split(text)
    return parts[-1] if parts else ""


def _new_text(dump: Path, start: int, pid: int) -> str:
    """What is appended until the process is at rest again; gives up after a quarter of a second."""
    text = ""
    for _ in range(250):
        time.sleep(0.001)
        with dump.open(encoding="utf-8", errors="replace") as file:
            file.seek(start)
            now = file.read()
        stat = kernel.stat(pid)
        if now and now == text and stat is not None:
            return text
        text = now
    return text
