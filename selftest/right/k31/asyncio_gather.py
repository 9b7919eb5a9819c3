"""Right: an event loop that awaits all of them together."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def gathered(work, jobs):
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(len(jobs)) as executor:
        return await asyncio.gather(*(loop.run_in_executor(executor, work, *job) for job in jobs))


def run_all(work, jobs):
    return asyncio.run(gathered(work, jobs))
