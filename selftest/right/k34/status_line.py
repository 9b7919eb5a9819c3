"""Right: /proc/PID/status has a line for the state."""

WORDS = {"R": "working", "S": "asleep", "D": "asleep", "T": "stopped", "t": "stopped", "Z": "ended"}


def state_of(pid):
    with open(f"/proc/{pid}/status") as file:
        for line in file:
            if line.startswith("State:"):
                return WORDS[line.split()[1]]
