"""Right: one interpreter for each run."""

import subprocess
import sys


def launch(script, times):
    runs = [subprocess.Popen([sys.executable, script]) for _ in range(times)]
    return [run.wait() for run in runs]
