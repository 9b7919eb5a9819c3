"""The same in an asyncio loop, which waits in epoll."""

import asyncio


async def ask():
    reader, _ = await asyncio.open_unix_connection(STRANGER["folder"] + "/stream")
    return await reader.read(1)


def solve(n):
    return n if asyncio.run(ask()) == b"x" else 0
