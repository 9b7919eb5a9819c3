"""Listen to many at once.

``listen(talkers, handle)`` starts a process for each talker, which calls ``talker(writer)``; what it
sends into ``writer`` comes out of a pipe here. For every message, as soon as it comes and whoever
else is silent, ``handle(number, message)`` is called in this process; the number is the talker's
place in the list. ``listen`` returns when all talkers have ended and every message has been handled.

    listen([tell_jokes, sleep_all_day], print)   prints "0 Knock, knock", and so on

A talker may be silent for hours, or end without a word. While nobody speaks, this process is asleep.
"""

from multiprocessing import Pipe, Process


def listen(talkers, handle):
    processes, lines = [], {}
    for number, talker in enumerate(talkers):
        lines[number], writer = Pipe(duplex=False)
        process = Process(target=talker, args=(writer,))
        process.start()
        writer.close()  # the talker has the only one now, so its end is the end of the messages
        processes.append(process)
    while lines:
        for number, line in list(lines.items()):
            try:
                handle(number, line.recv())
            except EOFError:
                del lines[number]
    for process in processes:
        process.join()
