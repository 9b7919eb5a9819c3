"""Right: a future of the executor is wrapped, so that it can be awaited."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def beat(tick):
    while True:
        tick()
        await asyncio.sleep(0.01)


def count_all(count, words):
    return [count(word) for word in words]


async def handle(page, fetch, count, processes):
    words = await asyncio.to_thread(fetch, page)
    return await asyncio.wrap_future(processes.submit(count_all, count, words))


async def service(pages, fetch, count, tick):
    beating = asyncio.create_task(beat(tick))
    with ProcessPoolExecutor(2) as processes:
        handled = (handle(page, fetch, count, processes) for page in pages)
        results = await asyncio.gather(*handled)
    beating.cancel()
    return results


def serve(pages, fetch, count, tick):
    return asyncio.run(service(pages, fetch, count, tick))
