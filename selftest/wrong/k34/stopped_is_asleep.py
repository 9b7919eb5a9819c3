"""Wrong: whoever does not run is taken to be asleep, the stopped included."""


def state_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        letter = file.read().rpartition(")")[2].split()[0]
    if letter == "Z":
        return "ended"
    return "working" if letter == "R" else "asleep"
