"""Wrong: as long as it has an entry in the table of processes, it is taken to be at work."""

import os


def state_of(pid):
    return "working" if os.path.exists(f"/proc/{pid}") else "ended"
