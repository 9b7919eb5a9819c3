"""Wrong: a result that is too long for the pipe keeps the child from ending."""

from multiprocessing import Process, Queue


def put_result(queue, work, item):
    queue.put(work(item))


def result_of(work, item):
    queue = Queue()
    process = Process(target=put_result, args=(queue, work, item))
    process.start()
    process.join()
    return queue.get_nowait()
