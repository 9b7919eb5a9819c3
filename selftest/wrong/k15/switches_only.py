"""Wrong: switches tell how often, not for how long."""


def classify(sample):
    first, second = sorted(sample, key=lambda process: process["start"])
    if first["end"] <= second["start"]:
        return "sequential"
    voluntary = sum(process["voluntary"] for process in sample)
    involuntary = sum(process["involuntary"] for process in sample)
    if voluntary > involuntary:
        return "waiting"
    if involuntary > 200:
        return "interleaved"
    return "parallel"
