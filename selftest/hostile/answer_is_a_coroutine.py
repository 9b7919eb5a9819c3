"""Defines answer as a coroutine, so that the call returns something to be awaited.
Verdict: not yet
"""


async def answer():
    return 42
