"""Wrong: a lambda is a function without a name by which a worker could find it."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def beat(tick):
    while True:
        tick()
        await asyncio.sleep(0.01)


async def handle(page, fetch, count, processes):
    loop = asyncio.get_running_loop()
    words = await loop.run_in_executor(None, fetch, page)
    return await loop.run_in_executor(processes, lambda: [count(word) for word in words])


async def service(pages, fetch, count, tick):
    beating = asyncio.create_task(beat(tick))
    with ProcessPoolExecutor(2) as processes:
        handled = (handle(page, fetch, count, processes) for page in pages)
        results = await asyncio.gather(*handled)
    beating.cancel()
    return results


def serve(pages, fetch, count, tick):
    return asyncio.run(service(pages, fetch, count, tick))
