"""Wrong: every word travels alone, and its number back."""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def beat(tick):
    while True:
        tick()
        await asyncio.sleep(0.01)


async def handle(page, fetch, count, processes):
    words = await asyncio.to_thread(fetch, page)
    loop = asyncio.get_running_loop()
    numbers = (loop.run_in_executor(processes, count, word) for word in words)
    return await asyncio.gather(*numbers)


async def service(pages, fetch, count, tick):
    beating = asyncio.create_task(beat(tick))
    with ProcessPoolExecutor(2) as processes:
        handled = (handle(page, fetch, count, processes) for page in pages)
        results = await asyncio.gather(*handled)
    beating.cancel()
    return results


def serve(pages, fetch, count, tick):
    return asyncio.run(service(pages, fetch, count, tick))
