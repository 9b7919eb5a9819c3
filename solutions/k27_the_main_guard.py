"""A script that starts workers.

It counts the primes below each of the numbers on its command line, with two worker processes:

    $ python k27_the_main_guard.py 10 100
    2 numbers
    10: 4
    100: 25

It must print every line once, and end, whatever start method is in force: that is chosen outside.
And other programs want to call its ``primes_below``: importing it prints and starts nothing.
"""

import sys
from multiprocessing import Pool


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    print(len(numbers), "numbers", flush=True)
    with Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")
