"""Proving that nothing in a tree can ever move again, without waiting for a time-out.

A thread *waits for good* when it is blocked in a system call that has no time limit (or is
stopped). When every thread of every process waits for good in two looks, and none of them was on a
CPU in between, there was one instant at which all were blocked; then nobody inside is left to wake
anybody. Whether something outside could (a probe held by the arena, an armed timer) is asked apart, in
``wakers``.
"""

from collections.abc import Iterable

from dojo.arena import kernel
from dojo.arena.kernel import Thread

Look = frozenset[Thread]

# Calls that have no time limit at all.
_FOREVER = frozenset(
    "read write open openat pread64 readv writev pause connect accept accept4 sendto recvfrom"
    " sendmsg recvmsg wait4 waitid semop msgsnd msgrcv fcntl flock rt_sigsuspend".split()
)
# Calls with a time limit: which argument holds it, and the value that means "none".
_ENDLESS = {
    "futex": (3, 0),
    "poll": (2, 0xFFFFFFFF),
    "ppoll": (2, 0),
    "select": (4, 0),
    "pselect6": (4, 0),
    "epoll_wait": (3, 0xFFFFFFFF),
    "epoll_pwait": (3, 0xFFFFFFFF),
    "epoll_pwait2": (3, 0),
    "rt_sigtimedwait": (2, 0),
    "semtimedop": (3, 0),
    "mq_timedreceive": (4, 0),
    "recvmmsg": (4, 0),
}
_SLEEPS = frozenset({"nanosleep", "clock_nanosleep"})
_COUNTS_FILES = {"select": 0, "pselect6": 0, "poll": 1, "ppoll": 1}  # which argument says how many


def waits_for_good(thread: Thread) -> bool:
    """Whether only somebody else can make this thread run again."""
    if thread.state in "Tt":
        return True
    if thread.state != "S" or thread.call is None:
        return False
    if thread.call in _FOREVER:
        return True
    return thread.call in _ENDLESS and _has_no_limit(thread)


def _has_no_limit(thread: Thread) -> bool:
    position, endless = _ENDLESS[thread.call or ""]
    value = thread.args[position]
    return value & 0xFFFFFFFF == endless if endless else value == 0


def sleeps(thread: Thread) -> bool:
    """Whether it only lets time pass, waiting for nothing that could happen."""
    if thread.call in _SLEEPS:
        return True
    position = _COUNTS_FILES.get(thread.call or "")
    return position is not None and thread.args[position] == 0


def look(pids: Iterable[int]) -> Look:
    """Every living thread of these processes, at this moment. Raises kernel.Unreadable."""
    return frozenset(t for pid in pids for t in kernel.threads(pid) if t.state not in "ZX")


def everyone_waits(seen: Look) -> bool:
    """Whether every thread of this look waits for good."""
    return all(waits_for_good(thread) for thread in seen)


def everyone_waits_for_something(seen: Look) -> bool:
    """The weaker form: blocked with or without a time limit, but nobody runs and nobody sleeps."""
    return all(
        waits_for_good(t) or (t.state == "S" and t.call in _ENDLESS and not sleeps(t)) for t in seen
    )
