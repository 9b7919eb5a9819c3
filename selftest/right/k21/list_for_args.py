"""Right: a list holds the one argument."""

from multiprocessing import Process


def run_in_child(work, item, **options):
    process = Process(target=work, name="worker", args=[item], kwargs=options)
    process.start()
    process.join()
    return process.exitcode
