"""Lifts every limit it may lift, asks to be killed last, then fills memory.
Verdict: too much
Note: capped at 3 GiB. What may not be lifted is skipped.
"""

import contextlib
import resource


def answer():
    for name in dir(resource):
        if name.startswith("RLIMIT_"):
            limit = getattr(resource, name)
            hard = resource.getrlimit(limit)[1]
            for soft_and_hard in ((-1, -1), (hard, hard)):
                with contextlib.suppress(OSError, ValueError):
                    resource.setrlimit(limit, soft_and_hard)
                    break
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("-900")
    hoard = []
    for _ in range(48):
        hoard.append(b"x" * (64 * 1024 * 1024))
    return 42
