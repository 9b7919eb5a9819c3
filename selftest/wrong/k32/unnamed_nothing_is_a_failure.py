"""Wrong: a result that is None or 0 is taken for a failure."""

from multiprocessing import Process, SimpleQueue


def result_of(work, item):
    results = SimpleQueue()
    process = Process(target=do, args=(results, work, item))
    process.start()
    result = results.get()
    process.join()
    if not result:
        raise RuntimeError("the work failed")
    return result


def do(results, work, item):
    result = None
    try:
        result = work(item)
    finally:
        results.put(result)
