"""Returns 42 and sleeps for a minute in a __del__ that runs when the interpreter ends.
Verdict: too much
Note: the program has not ended by itself when the time is up.
"""

import time


class Clingy:
    def __del__(self, sleep=time.sleep):
        sleep(60)


kept = Clingy()


def answer():
    return 42
