"""Wrong: leaves the loop, and then waits for the pool, that is for all runners."""

from multiprocessing import Pool


def run(numbered):
    number, runner = numbered
    try:
        return number, True, runner()
    except Exception:
        return number, False, None


def first_of(runners):
    winner = None
    pool = Pool(len(runners))
    for number, has_result, result in pool.imap_unordered(run, enumerate(runners)):
        if has_result:
            winner = number, result
            break
    pool.close()
    pool.join()
    return winner
