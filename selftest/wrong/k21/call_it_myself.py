"""Wrong: calls the work here and hands its result to Process."""

from multiprocessing import Process


def run_in_child(work, item, **options):
    process = Process(target=work(item, **options), name="worker")
    process.start()
    process.join()
    return process.exitcode
