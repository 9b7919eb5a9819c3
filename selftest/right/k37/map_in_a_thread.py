"""Right: a thread waits for fetch, then for the pool, which sends words in chunks."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def beat(tick):
    while True:
        tick()
        await asyncio.sleep(0.01)


def in_a_thread(page, fetch, count, pool):
    return list(pool.map(count, fetch(page), chunksize=16))


async def service(pages, fetch, count, tick):
    beating = asyncio.create_task(beat(tick))
    with ProcessPoolExecutor(2) as pool:
        handled = (asyncio.to_thread(in_a_thread, page, fetch, count, pool) for page in pages)
        results = await asyncio.gather(*handled)
    beating.cancel()
    return results


def serve(pages, fetch, count, tick):
    return asyncio.run(service(pages, fetch, count, tick))
