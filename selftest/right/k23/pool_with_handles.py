"""Right: a pool with a worker for each item; the handles are kept, and asked afterwards."""

from multiprocessing import Pool


def run_all(work, items):
    with Pool(len(items)) as pool:
        handles = [pool.apply_async(work, (item,)) for item in items]
        for handle in handles:
            handle.wait()
        went_well = [handle.successful() for handle in handles]
        pool.close()
        pool.join()
    return went_well
