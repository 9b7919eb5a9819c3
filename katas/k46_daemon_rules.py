"""Who may be a daemon?

``run(main, beat, write, work)`` starts three helpers, each a process of its own, and calls ``main()``
beside them, in your own process. It returns what main returns, or raises what main raises.

- The pulse calls ``beat()``, which never returns.
- The writer calls ``write()``, which may still be writing when main is over.
- The lead calls ``work()`` in one more process, which it starts and waits for.

Your program ends when main is over, all is written and the work is done: not earlier, and soon after.
Then no process is left.

    run(serve, blink, save_the_log, shrink_pictures)   the program ends when the log is saved, too
"""

from multiprocessing import Process


def run(main, beat, write, work):
    helpers = [
        Process(target=beat),
        Process(target=write),
        Process(target=lead, args=(work,)),
    ]
    for helper in helpers:
        helper.daemon = True  # nobody keeps the program from ending
        helper.start()
    return main()


def lead(work):
    worker = Process(target=work)
    worker.start()
    worker.join()
