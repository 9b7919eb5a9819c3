"""Right: takes whoever is ready, and knows whose place the result belongs in."""

from concurrent.futures import ProcessPoolExecutor, as_completed


def run_all(work, jobs):
    results = [None] * len(jobs)
    with ProcessPoolExecutor(len(jobs)) as executor:
        place = {executor.submit(work, *job): n for n, job in enumerate(jobs)}
        for future in as_completed(place):
            results[place[future]] = future.result()
    return results
