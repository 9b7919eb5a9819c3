"""Right: the work is in a module of its own; the script is thin, and guarded."""

import sys
from multiprocessing import Pool

from primes import primes_below

if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    print(len(numbers), "numbers")
    with Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")
