"""Right: a thread for each child waits for its end, and logs it at once."""

from multiprocessing import Process
from threading import Lock, Thread


def serve(arrivals, handle, log):
    one_at_a_time = Lock()

    def see_to(child):
        child.join()
        with one_at_a_time:
            log(child.name, child.exitcode)

    threads = []
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            thread = Thread(target=see_to, args=(child,))
            thread.start()
            threads.append(thread)
    for thread in threads:
        thread.join()
