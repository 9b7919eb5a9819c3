"""Wrong: only the pool is guarded; each child still prints the first line."""

import sys
from multiprocessing import Pool


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))


numbers = [int(word) for word in sys.argv[1:]]
print(len(numbers), "numbers", flush=True)
if __name__ == "__main__":
    with Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")
