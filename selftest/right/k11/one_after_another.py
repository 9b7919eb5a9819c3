"""Right: one process after the other."""

import subprocess
import sys


def launch(script, times):
    return [subprocess.run([sys.executable, script]).returncode for _ in range(times)]
