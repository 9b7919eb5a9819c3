"""A loop that never stops.

``serve(pages, fetch, count, tick)`` calls ``fetch(page)`` for each page, which waits for the network
and gives a list of words, and ``count(word)`` for each word, which computes a number. It returns a
list for each page, in order, with the numbers of its words, in order. Meanwhile an event loop runs
in this process, and calls ``tick()`` again and again, whatever else is going on.

    serve(["/a", "/b"], download, len, blink)   returns [[4, 2, 7], [1, 12]], say

``fetch`` only waits: it is called in this process, for all pages at the same time. ``count`` computes:
it is called in other processes. Words do not travel there one by one; that costs more than counting.
If ``count`` raises an exception, so does ``serve``.
"""

import asyncio
from concurrent.futures import ProcessPoolExecutor


async def beat(tick):
    while True:
        tick()
        await asyncio.sleep(0.01)


async def handle(page, fetch, count, processes):
    loop = asyncio.get_running_loop()
    words = await loop.run_in_executor(processes, fetch, page)
    return [count(word) for word in words]


async def service(pages, fetch, count, tick):
    beating = asyncio.create_task(beat(tick))
    with ProcessPoolExecutor(2) as processes:
        handled = (handle(page, fetch, count, processes) for page in pages)
        results = await asyncio.gather(*handled)
    beating.cancel()
    return results


def serve(pages, fetch, count, tick):
    return asyncio.run(service(pages, fetch, count, tick))
