"""Wrong: an alarm breaks off every recv that takes too long."""

import signal
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

    def too_long(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, too_long)
    while lines:
        for line, number in list(lines.items()):
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            try:
                message = line.recv()
            except TimeoutError:
                continue
            except EOFError:
                del lines[line]
                continue
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            handle(number, message)
    for process in processes:
        process.join()
