"""Right: if their idle times cannot fill the overlap, both ran at some instant."""


def classify(sample):
    overlap = min(p["end"] for p in sample) - max(p["start"] for p in sample)
    if overlap <= 0:
        return "sequential"
    lives = [p["end"] - p["start"] for p in sample]
    if any(p["cpu"] < 0.1 * life for p, life in zip(sample, lives)):
        return "waiting"
    idle = sum((1 - p["cpu"] / life) * overlap for p, life in zip(sample, lives))
    return "parallel" if idle < 0.8 * overlap else "interleaved"
