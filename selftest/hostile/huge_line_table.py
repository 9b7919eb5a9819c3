"""Waits for good in a function of 20,000 statements whose table of lines has a megabyte.
Verdict: stuck
"""

import multiprocessing
import types


def answer():
    lock = multiprocessing.get_context("fork").Lock()
    names = {"lock": lock}
    text = "def wait():\n" + " x = 1\n" * 20_000 + " lock.acquire()\n lock.acquire()\n"
    exec(compile(text, __file__, "exec"), names)
    table = bytes([0xE8, 2]) * (1 << 19)  # one line further with every instruction
    types.FunctionType(names["wait"].__code__.replace(co_linetable=table), names)()
