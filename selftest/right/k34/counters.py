"""Right: looks twice or more; who gets on a processor in between is at work."""

import time


def on_a_processor(pid):
    with open(f"/proc/{pid}/schedstat") as file:
        return int(file.read().split()[0])


def state_of(pid):
    with open(f"/proc/{pid}/status") as file:
        state = file.read().partition("State:")[2].split()[0]
    if state in "ZTt":
        return "ended" if state == "Z" else "stopped"
    before = on_a_processor(pid)
    for _ in range(30):
        time.sleep(0.01)
        if on_a_processor(pid) != before:
            return "working"
    return "asleep"
