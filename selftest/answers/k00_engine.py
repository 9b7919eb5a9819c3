"""Answers for tests of single properties of the engine; some speak the arena's own protocol."""

import atexit
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import Process

RESULT = b'["result", "returned", {"value": {"int": "0x2a"}}]'  # 42


# -- helpers --------------------------------------------------------------------------------------


def helper_that_is_not_yet_one():
    """Forks what becomes a resource tracker only when the call has returned."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(writer)
        os.read(reader, 1)
        os.set_inheritable(reader, True)
        code = f"from multiprocessing.resource_tracker import main;main({reader})"
        os.execv(sys.executable, [sys.executable, "-c", code])

    @atexit.register
    def let_it_become_one():
        os.write(writer, b".")
        os.close(writer)
        os.waitpid(pid, 0)


# -- results --------------------------------------------------------------------------------------


def child_reports_a_result():
    """A forked child sends the result 42; the call returns 41."""
    return _after(_send_a_result)


def grandchild_reports_a_result():
    return _after(lambda: _after(_send_a_result))


def orphan_reports_a_result():
    """A daemon, forked twice in a session of its own, sends the result 42."""
    reader, writer = os.pipe()

    def leave_a_daemon():
        os.setsid()
        if os.fork() == 0:
            _send_a_result()
            os.write(writer, b"x")
            os._exit(0)

    _after(leave_a_daemon)
    os.read(reader, 1)
    return 41


def program_reports_a_result():
    """Another Python program sends the result 42, and so does one without the arena's site."""
    program = f"from dojo.arena import home; home.ask({RESULT!r})"
    subprocess.run([sys.executable, "-c", program], check=False)
    line = RESULT + b"\n"
    from dojo.arena import home

    by_hand = (
        "import os, socket; s = socket.socket(socket.AF_UNIX); "
        f"s.connect({home.folder!r} + '/home'); s.sendall({line!r}); s.recv(9)"
    )
    subprocess.run([sys.executable, "-S", "-c", by_hand], check=False)
    return 41


def child_reports_for_a_root_that_exits():
    """The result of a child is no result when the root exits without one, either."""
    _after(_send_a_result)
    os._exit(0)


def root_reports_twice():
    """The root itself sends a second result, after the true one: in an exit function."""
    import atexit

    atexit.register(_send_a_result)
    return 41


def _after(act):
    pid = os.fork()
    if pid == 0:
        act()
        os._exit(0)
    os.waitpid(pid, 0)
    return 41


def _send_a_result():
    from dojo.arena import home

    try:
        home.ask(RESULT)
    except OSError:
        pass


# -- ends -----------------------------------------------------------------------------------------


def tree_that_sleeps(probe):
    """The root, a child and a program sleep; none of them has to speak with anybody."""
    subprocess.Popen(["sleep", "50"])
    Process(target=time.sleep, args=(50,)).start()
    probe()
    time.sleep(50)


def _forked(act):
    pid = os.fork()
    if pid == 0:
        act()
        os._exit(0)
    return pid


# -- patience and bounds --------------------------------------------------------------------------


def runs_programs_beside_a_hold(hold, count):
    """Runs one program after another while a child waits at a probe: work, not polling."""
    child = Process(target=hold)
    child.start()
    for _ in range(count):
        subprocess.run(["sleep", "0.1"], check=True)
    child.join()
    return child.exitcode


def children_one_after_another(count):
    for _ in range(count):
        child = Process(target=int)
        child.start()
        child.join()


def computes_beside_hogs(seconds, hogs):
    """Computes until so many seconds are over, on a core that it shares with its own processes."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    spinning = [_forked(_spin) for _ in range(hogs)]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    for pid in spinning:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return 42


def _spin():
    for _ in itertools.count():
        pass


# -- meetings -------------------------------------------------------------------------------------


def one_comes_when_the_other_is_dead(meet, fork, forked, then):
    """A process waits at a meeting, forks and dies; its child keeps the connection open.

    Then a second process comes to the meeting.
    """
    reader, writer = os.pipe()

    def first():
        threading.Thread(target=meet).start()
        fork()
        if os.fork() == 0:
            os.close(writer)
            os.read(reader, 1)
            os._exit(0)
        forked()
        os.wait()

    def second():
        os.close(writer)
        meet()

    pid = _forked(first)
    then()
    other = _forked(second)
    os.waitpid(other, 0)
    os.waitpid(pid, 0)
    os.close(writer)
    return 42
