"""Wrong: cancels the others; but who runs cannot be cancelled, and the block waits for them."""

from concurrent.futures import ProcessPoolExecutor, as_completed


def first_of(runners):
    with ProcessPoolExecutor(len(runners)) as executor:
        futures = {executor.submit(runner): number for number, runner in enumerate(runners)}
        for future in as_completed(futures):
            if future.exception() is None:
                for other in futures:
                    other.cancel()
                return futures[future], future.result()
    return None
