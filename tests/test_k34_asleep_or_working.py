"""k34: what a process is doing just now: working, asleep, stopped or ended.

The processes that are asked about are real ones, started by these tests, and ended by them.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

from dojo import waiter
from dojo.answer import Answer
from dojo.arena import kernel
from dojo.verdict import fail, returned

# Every process says when it begins, and ends by itself when these tests are gone.
BEGIN = """
import os, signal, sys, time
def compute(caller):
    print(os.getpid(), flush=True)
    while os.getppid() == caller:
        sum(range(10000))
"""
COMPUTES = "compute(os.getppid())"
READS = "cat"  # no Python: it has used next to no CPU time when it comes to wait
USED_TO_COMPUTE = """
while time.process_time() < 0.1:
    sum(range(10000))
print(os.getpid(), flush=True)
sys.stdin.read()
"""
STOPS = "print(os.getpid(), flush=True); os.kill(os.getpid(), signal.SIGSTOP)"
ENDS = "print(os.getpid(), flush=True)"
# Waiting for its worker it would never hear that the tests are gone: the kernel ends it (prctl(2)).
APPLIES = """
import ctypes
from multiprocessing import get_context
PR_SET_PDEATHSIG = 1
ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
get_context("fork").Pool(1).apply(compute, (os.getpid(),))
"""
# Who starts another by vfork(2), as posix_spawn does, is in state D until that has come to its
# program. This one does not come there: it opens a FIFO first, which nobody writes to before the end.
HELD = """
import tempfile
folder = tempfile.mkdtemp()
os.mkfifo(folder + "/fifo")
fifo = f"/proc/self/fd/{os.open(folder + '/fifo', os.O_RDONLY | os.O_NONBLOCK)}"
os.unlink(folder + "/fifo")
os.rmdir(folder)
if os.fork() == 0:
    held = os.getppid()
    sys.stdin.read()
    os.open(fifo, os.O_WRONLY)
    while os.getppid() == held:  # who is held up may not have come to the FIFO yet
        time.sleep(0.01)  # reason: nothing is judged any more
    os._exit(0)
print(os.getpid(), flush=True)
os.posix_spawn("/bin/true", ["true"], {}, file_actions=[(os.POSIX_SPAWN_OPEN, 0, fifo, os.O_RDONLY, 0)])
"""
ODD_NAME = """
open("/proc/self/comm", "w").write("a) T 1 (b")
print(os.getpid(), flush=True)
sys.stdin.read()
"""

WHO = {
    COMPUTES: "a process that computes",
    READS: "a process that waits for input",
    USED_TO_COMPUTE: "a process that has computed for a while, and now waits for input",
    STOPS: "a process that was computing, and has been stopped by SIGSTOP",
    ENDS: "a process that has ended, and whose parent has not read the exit code",
    APPLIES: "a process inside pool.apply(compute), while a worker of its pool computes",
    HELD: "a process that starts another one, and is held up in that (the letter for it is D)",
    ODD_NAME: 'a process that waits for input, and whose name is "a) T 1 (b"',
}


def test_who_computes_is_working(answer: Answer) -> None:
    told = ask(answer, COMPUTES)
    if told[COMPUTES] != "working":
        disagree(COMPUTES, told, "working", "what it does just now: does it wait for anything?")


def test_who_waits_is_asleep_however_much_it_has_computed(answer: Answer) -> None:
    told = ask(answer, READS, USED_TO_COMPUTE, HELD, ENDS)
    if set(told.values()) == {"working"}:
        disagree(
            READS, told, "asleep", "what you ask about it: only whether it is there?",
            "is_alive_means_working",
        )  # fmt: skip
    if told[READS] == "asleep" and told[USED_TO_COMPUTE] == "working":
        disagree(
            USED_TO_COMPUTE, told, "asleep",
            "the CPU time: it is a sum since the start. What tells what is so now?",
            "cpu_percent",
        )  # fmt: skip
    for who in (READS, USED_TO_COMPUTE):
        if told[who] != "asleep":
            disagree(who, told, "asleep", "the letter for the state in /proc/PID/stat")
    if told[HELD] != "asleep":
        disagree(
            HELD, told, "asleep",
            "the letters of the state: D is a sleep, too, but no signal can break it off",
        )  # fmt: skip


def test_the_stopped_and_the_ended_are_not_asleep(answer: Answer) -> None:
    told = ask(answer, STOPS, ENDS)
    if told[STOPS] != "stopped":
        disagree(
            STOPS, told, "stopped",
            "the letters of the state: T is not S. No event will wake it, only SIGCONT",
            "stopped_is_asleep" if told == {STOPS: "asleep", ENDS: "ended"} else None,
        )  # fmt: skip
    if told[ENDS] != "ended":
        disagree(
            ENDS, told, "ended",
            "the letters of the state: Z is not S. It will never run again",
            "zombie_is_asleep" if told[ENDS] == "asleep" else None,
        )  # fmt: skip


def test_a_caller_in_apply_is_asleep_while_its_worker_computes(answer: Answer) -> None:
    told = ask(answer, APPLIES, READS, USED_TO_COMPUTE)
    alone = {told[READS], told[USED_TO_COMPUTE]}
    if told[APPLIES] != "asleep":
        disagree(
            APPLIES, told, "asleep",
            "whose work it is: the worker computes, and its caller waits for the result",
            "its_child_computes" if alone == {"asleep"} and told[APPLIES] == "working" else None,
        )  # fmt: skip


def test_the_name_of_a_process_changes_nothing(answer: Answer) -> None:
    told = ask(answer, ODD_NAME)
    if told[ODD_NAME] != "asleep":
        disagree(
            ODD_NAME, told, "asleep",
            "how the line of /proc/PID/stat is split: the name comes before the state, in"
            " parentheses, and may have spaces and parentheses in it",
            "the_name_is_one_word" if told[ODD_NAME] == "stopped" else None,
        )  # fmt: skip


def ask(answer: Answer, *codes: str) -> dict[str, object]:
    """What the answer tells about a process for each of these codes, all there at once."""
    told = {}
    with ExitStack() as processes:
        pids = {code: processes.enter_context(process(code)) for code in codes}
        for code, pid in pids.items():
            seen = answer.among_all_processes().observe("state_of", pid)
            returned(seen, f"called state_of with the pid of {WHO[code]}")
            told[code] = seen.ending.value
    return told


@contextmanager
def process(code: str) -> Iterator[int]:
    """The pid of a process that runs this code, and has come to where it stays."""
    command = ["cat"] if code == READS else [sys.executable, "-S", "-c", BEGIN + code]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0
    ) as child:
        try:
            assert child.stdout is not None
            if code != READS:
                child.stdout.readline()
            if code in (STOPS, ENDS):
                os.waitid(os.P_PID, child.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            elif code == HELD:
                while (stat := kernel.stat(child.pid)) and stat.state != "D":
                    os.sched_yield()
            elif code != COMPUTES:
                waiter.watch(child.pid, Path())
            yield child.pid
        finally:
            os.killpg(child.pid, signal.SIGKILL)  # its worker, if it has one, is in its group


def disagree(
    code: str, told: dict[str, object], expected: str, look: str, name: str | None = None
) -> NoReturn:
    """It told something else."""
    fail(
        f"called state_of with the pid of {WHO[code]}",
        f"it returned {told[code]!r}",
        f'it returns "{expected}"',
        look,
        misconception=name,
    )
