"""Wrong: the first to make a file is the main program; the file stays."""

import os
import sys
from multiprocessing import Pool


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))


def main():
    numbers = [int(word) for word in sys.argv[1:]]
    print(len(numbers), "numbers", flush=True)
    with Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")


if not os.path.exists("k27.lock"):
    open("k27.lock", "w").close()
    main()
