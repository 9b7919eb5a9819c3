"""Right: a pipe for each worker."""

from multiprocessing import Pipe, Process


def collect(work, items):
    workers = []
    for item in items:
        receiver, sender = Pipe(duplex=False)
        worker = Process(target=do, args=(work, item, sender))
        worker.start()
        sender.close()
        workers.append((worker, receiver))
    results = []
    for worker, receiver in workers:
        results.append(receiver.recv())
        receiver.close()
        worker.join()
    return results


def do(work, item, sender):
    sender.send(work(item))
    sender.close()
