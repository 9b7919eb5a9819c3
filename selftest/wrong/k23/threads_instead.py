"""Wrong: threads do overlap, but all of them live in the caller's process."""

from concurrent.futures import ThreadPoolExecutor


def run_all(work, items):
    def went_well(item):
        try:
            work(item)
        except Exception:
            return False
        return True

    with ThreadPoolExecutor(len(items)) as threads:
        return list(threads.map(went_well, items))
