"""Right: the loop of asyncio sleeps until SIGTERM, and is made when all workers are there."""

import asyncio, signal
from multiprocessing import Process

def serve(work, items, ready):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    asyncio.run(until_told([w.pid for w in workers], ready))
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]

async def until_told(pids, ready):
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    ready(pids)
    await told.wait()
