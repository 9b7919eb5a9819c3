"""Wrong: a process is taken to be at work because a child of it is."""

WORDS = {"R": "working", "S": "asleep", "D": "asleep", "T": "stopped", "t": "stopped", "Z": "ended"}


def letter_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0]


def state_of(pid):
    own = letter_of(pid)
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        children = file.read().split()
    if own == "S" and "R" in [letter_of(child) for child in children]:
        return "working"
    return WORDS[own]
