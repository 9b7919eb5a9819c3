"""Does nothing beside the right answers: the control."""

import time


def answer(up):
    up()
    time.sleep(30)
    return 42
