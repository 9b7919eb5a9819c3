"""Wrong: takes it that the first record began first."""


def classify(sample):
    first, second = sample
    if first["end"] <= second["start"]:
        return "sequential"
    shares = [process["cpu"] / (process["end"] - process["start"]) for process in sample]
    if min(shares) < 0.1:
        return "waiting"
    if sum(shares) > 1.2:
        return "parallel"
    return "interleaved"
