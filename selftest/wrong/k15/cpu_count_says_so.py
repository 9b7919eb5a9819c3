"""Wrong: asks the machine it runs on; the sample tells of another time, and place."""

import os


def classify(sample):
    first, second = sorted(sample, key=lambda process: process["start"])
    if first["end"] <= second["start"]:
        return "sequential"
    shares = [process["cpu"] / (process["end"] - process["start"]) for process in sample]
    if min(shares) < 0.1:
        return "waiting"
    if os.cpu_count() >= len(sample):
        return "parallel"
    return "interleaved"
