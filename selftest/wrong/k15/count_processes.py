"""Wrong: more than one process is taken for parallel."""


def classify(sample):
    if len(sample) > 1:
        return "parallel"
    return "sequential"
