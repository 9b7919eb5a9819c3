"""Wrong: freeze_support is for frozen programs on Windows; it guards nothing."""

import sys
from multiprocessing import Pool, freeze_support


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))


if __name__ == "__main__":
    freeze_support()

numbers = [int(word) for word in sys.argv[1:]]
print(len(numbers), "numbers", flush=True)
with Pool(2) as pool:
    counts = pool.map(primes_below, numbers)
for number, count in zip(numbers, counts):
    print(f"{number}: {count}")
