"""Wrong: the results come in the order in which they are done, not in that of the pages."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def beat(tick):
    while True:
        tick()
        await asyncio.sleep(0.01)


def count_all(count, words):
    return [count(word) for word in words]


async def handle(page, fetch, count, processes):
    loop = asyncio.get_running_loop()
    words = await asyncio.to_thread(fetch, page)
    return await loop.run_in_executor(processes, count_all, count, words)


async def service(pages, fetch, count, tick):
    beating = asyncio.create_task(beat(tick))
    results = []
    with ProcessPoolExecutor(2) as processes:
        for done in asyncio.as_completed([handle(p, fetch, count, processes) for p in pages]):
            results.append(await done)
    beating.cancel()
    return results


def serve(pages, fetch, count, tick):
    return asyncio.run(service(pages, fetch, count, tick))
