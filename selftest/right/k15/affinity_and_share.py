"""Right: on one CPU never parallel; otherwise the CPU time decides."""


def classify(sample):
    a, b = sample
    if a["end"] <= b["start"] or b["end"] <= a["start"]:
        return "sequential"
    a_share, b_share = busy(a), busy(b)
    if a_share < 0.1 or b_share < 0.1:
        return "waiting"
    if len({*a["cpus"], *b["cpus"]}) == 1:
        return "interleaved"
    return "parallel" if a_share + b_share > 1.25 else "interleaved"


def busy(process):
    return process["cpu"] / (process["end"] - process["start"])
