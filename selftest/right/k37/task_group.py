"""Right: the tasks of a group, whose results are read in order."""

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
    with ProcessPoolExecutor(2) as processes:
        beating = asyncio.create_task(beat(tick))
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(handle(p, fetch, count, processes)) for p in pages]
        finally:
            beating.cancel()
    return [task.result() for task in tasks]


def serve(pages, fetch, count, tick):
    return asyncio.run(service(pages, fetch, count, tick))
