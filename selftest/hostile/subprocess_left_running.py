"""Starts another program in a new session with subprocess and forgets it.
Verdict: left something behind
Note: the program ends by itself after 55 s and holds stdout and stderr open until then.
"""

import subprocess


def answer():
    subprocess.Popen(["/bin/sleep", "55"], start_new_session=True)
    return 42
