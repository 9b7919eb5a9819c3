"""Right: an event loop waits for all the processes."""

import asyncio
import sys


async def run(script):
    process = await asyncio.create_subprocess_exec(sys.executable, script)
    return await process.wait()


async def run_all(script, times):
    return await asyncio.gather(*(run(script) for _ in range(times)))


def launch(script, times):
    return asyncio.run(run_all(script, times))
