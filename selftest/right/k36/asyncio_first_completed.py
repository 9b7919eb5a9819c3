"""Right: an event loop that waits for the first line that is ready."""

import asyncio
from multiprocessing import Pipe, Process


def run(runner, writer):
    writer.send(runner())


def first_of(runners):
    processes, lines = [], {}
    for number, runner in enumerate(runners):
        line, writer = Pipe(duplex=False)
        process = Process(target=run, args=(runner, writer))
        process.start()
        writer.close()
        processes.append(process)
        lines[line] = number

    async def first():
        came = asyncio.Queue()
        loop = asyncio.get_running_loop()
        for line in lines:
            loop.add_reader(line, came.put_nowait, line)
        for _ in list(lines):
            line = await came.get()
            while line not in lines:  # a line that is ready is told of again and again
                line = await came.get()
            loop.remove_reader(line)
            number = lines.pop(line)
            try:
                return number, line.recv()
            except EOFError:
                continue
        return None

    try:
        return asyncio.run(first())
    finally:
        for process in processes:
            process.terminate()
            process.join()
