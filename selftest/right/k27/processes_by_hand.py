"""Right: two processes and two queues, made behind the guard."""

import sys
from multiprocessing import Process, SimpleQueue


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))


def work(tasks, results):
    while (number := tasks.get()) is not None:
        results.put((number, primes_below(number)))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    tasks, results = SimpleQueue(), SimpleQueue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(2)]
    for worker in workers:
        worker.start()
    print(len(numbers), "numbers")
    for task in [*numbers, None, None]:
        tasks.put(task)
    counts = dict(results.get() for _ in numbers)
    for worker in workers:
        worker.join()
    for number in numbers:
        print(f"{number}: {counts[number]}")
