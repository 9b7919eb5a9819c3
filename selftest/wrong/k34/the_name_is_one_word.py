"""Wrong: the name comes before the state, and may have spaces and parentheses in it."""

WORDS = {"R": "working", "S": "asleep", "D": "asleep", "T": "stopped", "t": "stopped", "Z": "ended"}


def state_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().split()
    return WORDS.get(fields[2], "asleep")
