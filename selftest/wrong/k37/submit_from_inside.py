"""Wrong: a task hands another one to its own pool, and waits for it."""

import asyncio
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


async def beat(tick):
    while True:
        tick()
        await asyncio.sleep(0.01)


def count_all(count, words):
    return [count(word) for word in words]


def handle(page, fetch, count, threads, processes):
    words = threads.submit(fetch, page).result()
    return processes.submit(count_all, count, words).result()


async def service(pages, fetch, count, tick):
    loop = asyncio.get_running_loop()
    beating = asyncio.create_task(beat(tick))
    with ThreadPoolExecutor(1) as threads, ProcessPoolExecutor(2) as processes:
        handled = (
            loop.run_in_executor(threads, handle, page, fetch, count, threads, processes)
            for page in pages
        )
        results = await asyncio.gather(*handled)
    beating.cancel()
    return results


def serve(pages, fetch, count, tick):
    return asyncio.run(service(pages, fetch, count, tick))
