"""Right: the workers of a Pool close the writing end of their queue, and end when nobody has it."""

from multiprocessing import Pool


def serve(take, work, count):
    pool = Pool(count)
    for item in iter(take, None):
        pool.apply_async(work, (item,))
    pool.close()
    pool.join()
