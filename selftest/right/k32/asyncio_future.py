"""Right: an event loop sleeps until the future is done."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def awaited(work, item):
    with ProcessPoolExecutor(1) as executor:
        return await asyncio.get_running_loop().run_in_executor(executor, work, item)


def result_of(work, item):
    return asyncio.run(awaited(work, item))
