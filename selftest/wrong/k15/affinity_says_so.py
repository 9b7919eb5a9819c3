"""Wrong: takes the CPUs that were allowed for CPUs that were used."""


def classify(sample):
    first, second = sorted(sample, key=lambda process: process["start"])
    if first["end"] <= second["start"]:
        return "sequential"
    shares = [process["cpu"] / (process["end"] - process["start"]) for process in sample]
    if min(shares) < 0.1:
        return "waiting"
    allowed = set(sample[0]["cpus"]) | set(sample[1]["cpus"])
    return "parallel" if len(allowed) > 1 else "interleaved"
