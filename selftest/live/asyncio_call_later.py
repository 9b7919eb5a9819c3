"""An asyncio loop waits for a future that a timer of the loop resolves (epoll with a timeout)."""

import asyncio


async def wait_for_it(n):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(0.5, future.set_result, n)
    return await future


def solve(n):
    return asyncio.run(wait_for_it(n))
