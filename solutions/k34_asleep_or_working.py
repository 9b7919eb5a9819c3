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

WORDS = {"R": "working", "S": "asleep", "D": "asleep", "T": "stopped", "t": "stopped"}


def state_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()  # what comes after the name: see man proc
    return WORDS.get(fields[0], "ended")
