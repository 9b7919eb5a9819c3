"""Sends SIGKILL to its whole process group.
Verdict: crashed
Note: the group has to be the run's own, or the grader goes with it.
"""

import os
import signal


def answer():
    os.killpg(os.getpgrp(), signal.SIGKILL)
