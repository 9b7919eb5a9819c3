"""Wrong: as_completed gives the results in the order of ending."""

from concurrent.futures import ProcessPoolExecutor, as_completed


def run_all(work, jobs):
    with ProcessPoolExecutor(len(jobs)) as executor:
        futures = [executor.submit(work, *job) for job in jobs]
        result_of = dict(zip(range(len(jobs)), as_completed(futures)))
        return [result_of[number].result() for number in range(len(jobs))]
