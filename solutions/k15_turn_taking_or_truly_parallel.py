"""How did two processes share their time?

``classify(sample)`` tells. A sample is a list of two records, one for each process:

    start, end     when its task began and ended: seconds, on one clock for both
    cpu            the seconds of CPU time that it got from start to end
    voluntary      how often it gave its CPU away, to wait
    involuntary    how often its CPU was taken away, for somebody else
    cpus           the numbers of the CPUs that it was allowed to use

Each did one thing all along, so its CPU time is spread evenly over its task. What it tells is the
first of these that is true:

    "sequential"   one had ended before the other began
    "waiting"      at least one got CPU time for less than a tenth of its task
    "parallel"     while both were there, they got more CPU time than one CPU can give, by a fifth
    "interleaved"  they took turns: one CPU is enough for what they got

    Both from 0 to 2 s: with 1 s of CPU time each they are "interleaved", with 2 s each "parallel".
"""


def classify(sample):
    first, second = sorted(sample, key=lambda process: process["start"])
    if first["end"] <= second["start"]:
        return "sequential"
    shares = [process["cpu"] / (process["end"] - process["start"]) for process in sample]
    if min(shares) < 0.1:
        return "waiting"
    if sum(shares) > 1.2:
        return "parallel"
    return "interleaved"
