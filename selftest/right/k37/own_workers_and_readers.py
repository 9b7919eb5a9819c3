"""Right: a worker process with a pipe for each page; the loop is told when a line is ready."""

import asyncio
from multiprocessing import Pipe, Process


async def beat(tick):
    while True:
        tick()
        await asyncio.sleep(0.01)


def work(count, line):
    try:
        while True:
            words = line.recv()
            try:
                line.send((True, [count(word) for word in words]))
            except Exception as error:
                line.send((False, error))
    except EOFError:
        return


async def handle(page, fetch, line):
    loop, came = asyncio.get_running_loop(), asyncio.Event()
    words = await asyncio.to_thread(fetch, page)
    loop.add_reader(line, came.set)
    line.send(words)
    await came.wait()
    loop.remove_reader(line)
    went_well, value = line.recv()
    if not went_well:
        raise value
    return value


async def service(fetch, tick, lines):
    beating = asyncio.create_task(beat(tick))
    results = await asyncio.gather(*(handle(page, fetch, line) for page, line in lines))
    beating.cancel()
    return results


def serve(pages, fetch, count, tick):
    workers, lines = [], []
    for page in pages:
        here, there = Pipe()
        worker = Process(target=work, args=(count, there), daemon=True)
        worker.start()
        there.close()
        workers.append(worker)
        lines.append((page, here))
    try:
        return asyncio.run(service(fetch, tick, lines))
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
