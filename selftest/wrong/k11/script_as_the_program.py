"""Wrong: the operating system cannot run a text file; Python can."""

import subprocess


def launch(script, times):
    runs = [subprocess.Popen([script]) for _ in range(times)]
    return [run.wait() for run in runs]
