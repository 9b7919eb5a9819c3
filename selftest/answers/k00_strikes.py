"""Answers that end or stop processes of their own, by every call there is."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from multiprocessing import Process


def kills(how):
    """The exit code of a child that was killed."""
    child = Process(target=time.sleep, args=(60,))
    child.start()
    HOW[how](child.pid)
    child.join()
    return child.exitcode


def kills_a_group():
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        time.sleep(60)
    while os.getpgid(pid) != pid:
        time.sleep(0.001)
    os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kills_itself():
    signal.raise_signal(signal.SIGKILL)


def kills_itself_in_a_thread():
    signal.pthread_kill(threading.get_ident(), signal.SIGKILL)


def dies_with_its_parent():
    """The exit code is lost; the grandchild asks the kernel for the signal."""
    pid = os.fork()
    if pid == 0:
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
            os.kill(os.getppid(), signal.SIGTERM)
            time.sleep(60)
        time.sleep(60)
    os.waitpid(pid, 0)
    time.sleep(0.1)
    return -9


def stops_a_child_and_waits():
    child = Process(target=time.sleep, args=(60,))
    child.start()
    os.kill(child.pid, signal.SIGSTOP)
    child.join()


def _by_descriptor(pid):
    signal.pidfd_send_signal(os.pidfd_open(pid), signal.SIGKILL)


def _by_a_program(pid):
    subprocess.run(["kill", "-9", str(pid)], check=True)


def _by_a_queued_signal(pid):
    ctypes.CDLL(None).sigqueue(pid, signal.SIGKILL, None)


HOW = {
    "kill": lambda pid: os.kill(pid, signal.SIGKILL),
    "descriptor": _by_descriptor,
    "program": _by_a_program,
    "queued": _by_a_queued_signal,
}
