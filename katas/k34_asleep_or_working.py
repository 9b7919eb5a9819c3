"""Asleep, or at work?

``state_of(pid)`` tells what the process with this pid is doing just now, in one of four words:

    "working"   it computes, or is about to as soon as it gets a processor
    "asleep"    it waits for something: for input, for a lock, for another process
    "stopped"   a signal has stopped it, until another one lets it go on
    "ended"     it is over, and its parent has not yet read the exit code (a zombie)

    state_of(os.getpid())   returns "working", of course

The process may be somebody else's: you can read its ``/proc/PID/stat`` and ``/proc/PID/status``, as
anybody can, and not touch it.
"""

import os

TICKS = os.sysconf("SC_CLK_TCK")


def state_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()  # what comes after the name: see man proc
    with open("/proc/uptime") as file:
        uptime = float(file.read().split()[0])
    on_a_processor = (int(fields[11]) + int(fields[12])) / TICKS
    since_its_start = uptime - int(fields[19]) / TICKS
    percent = 100 * on_a_processor / max(since_its_start, 0.01)
    return "working" if percent > 1 else "asleep"
