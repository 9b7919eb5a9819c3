"""All at the same time.

``run_all(work, items)`` calls ``work(item)`` for every item, each in a process of its own, all of
them at the same time. It waits until the last one has ended, and returns a list that says for each
item, in the order of the items, whether its work ended without an error.

    run_all(check, ["ada.txt", "bob.txt", "cy.txt"])   returns [True, False, True], say

While it waits it is asleep: it does not ask again and again.
"""

from multiprocessing import Process


def run_all(work, items):
    went_well = []
    for item in items:
        process = Process(target=work, args=(item,))
        process.start()
        process.join()
        went_well.append(process.exitcode == 0)
    return went_well
