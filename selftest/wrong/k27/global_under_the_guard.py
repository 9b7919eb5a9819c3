"""Wrong: the workers need a global that is set behind the guard."""

import sys
from multiprocessing import Pool


def primes_below(number):
    return sum(all(n % d for d in range(first, n)) for n in range(first, number))


if __name__ == "__main__":
    first = 2
    numbers = [int(word) for word in sys.argv[1:]]
    print(len(numbers), "numbers", flush=True)
    with Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")
