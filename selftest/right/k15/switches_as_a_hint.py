"""Right: the CPU time decides; few switches to wait are asked for besides."""


LABELS = {True: "parallel", False: "interleaved"}


def classify(sample):
    early, late = sorted(sample, key=lambda process: process["end"])
    if late["start"] >= early["end"]:
        return "sequential"
    load = 0
    for process in sample:
        share = process["cpu"] / (process["end"] - process["start"])
        if share < 0.1 and process["voluntary"] >= process["involuntary"]:
            return "waiting"
        load += share
    return LABELS[load > 1.1]
