"""Right: an event loop that calls back for every line that is ready."""

import asyncio
from multiprocessing import Pipe, Process


def listen(talkers, handle):
    processes, lines = [], {}
    for number, talker in enumerate(talkers):
        line, writer = Pipe(duplex=False)
        process = Process(target=talker, args=(writer,))
        process.start()
        writer.close()
        processes.append(process)
        lines[line] = number

    async def until_all_are_over():
        loop, over = asyncio.get_running_loop(), asyncio.Event()

        def ready(line, number):
            try:
                handle(number, line.recv())
            except EOFError:
                loop.remove_reader(line)
                del lines[line]
                if not lines:
                    over.set()

        for line, number in list(lines.items()):
            loop.add_reader(line, ready, line, number)
        await over.wait()

    asyncio.run(until_all_are_over())
    for process in processes:
        process.join()
