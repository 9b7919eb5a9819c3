"""Wrong: catches what the children say; they still run the whole script."""

import sys
from multiprocessing import Pool


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))


numbers = [int(word) for word in sys.argv[1:]]
print(len(numbers), "numbers", flush=True)
try:
    with Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")
except RuntimeError as error:
    print("no pool:", error, file=sys.stderr)
