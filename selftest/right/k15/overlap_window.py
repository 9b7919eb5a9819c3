"""Right: how much CPU time falls into the time when both were there."""


def classify(sample):
    begin = max(process["start"] for process in sample)
    end = min(process["end"] for process in sample)
    window = end - begin
    if window <= 0:
        return "sequential"
    got = []
    for process in sample:
        share_of_life = window / (process["end"] - process["start"])
        got.append(process["cpu"] * share_of_life)
    if any(cpu < window / 10 for cpu in got):
        return "waiting"
    return "parallel" if sum(got) / window >= 1.2 else "interleaved"
