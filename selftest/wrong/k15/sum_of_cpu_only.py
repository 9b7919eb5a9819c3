"""Wrong: spreads all CPU time over all the time from first start to last end."""


def classify(sample):
    begin = min(process["start"] for process in sample)
    end = max(process["end"] for process in sample)
    if any(process["cpu"] < 0.1 * (process["end"] - process["start"]) for process in sample):
        return "waiting"
    used = sum(process["cpu"] for process in sample) / (end - begin)
    if used > 1.2:
        return "parallel"
    return "interleaved"
