"""Wrong: asks for fork, where nothing that a process is given is pickled."""

from multiprocessing import get_context

fork = get_context("fork")


def lines_at(open_log, add, starts):
    lock, results = fork.Lock(), fork.SimpleQueue()

    def read(places):
        with open_log() as log:
            for place in places:
                log.seek(starts[place])
                line = log.readline()
                with lock:
                    add(len(line))
                results.put((place, line))

    places = range(len(starts))
    workers = [fork.Process(target=read, args=(places[n::2],)) for n in range(2)]
    for worker in workers:
        worker.start()
    found = dict(results.get() for _ in starts)
    for worker in workers:
        worker.join()
    return [found[place] for place in places]
