"""Right: the workers of an executor are no daemons, and it waits for them."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Process


def run(main, beat, write, work):
    Process(target=beat, daemon=True).start()
    with ProcessPoolExecutor(2) as executor:
        executor.submit(write)
        executor.submit(lead, work)
        return main()


def lead(work):
    with ProcessPoolExecutor(1) as executor:
        executor.submit(work).result()
