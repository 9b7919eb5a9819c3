"""Creates shared memory and hides it from the resource tracker, so that nothing removes it.
Verdict: left something behind
"""

from multiprocessing import resource_tracker, shared_memory


def answer():
    block = shared_memory.SharedMemory(create=True, size=4096)
    resource_tracker.unregister(block._name, "shared_memory")
    block.close()
    return 42
