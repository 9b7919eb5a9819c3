"""Wrong: whoever does not run is taken to be asleep, the dead included."""


def state_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        letter = file.read().rpartition(")")[2].split()[0]
    return {"R": "working", "T": "stopped", "t": "stopped"}.get(letter, "asleep")
