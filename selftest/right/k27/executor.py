"""Right: an executor, and the result of main as the exit code."""

import sys
from concurrent.futures import ProcessPoolExecutor


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))


def main(words):
    numbers = list(map(int, words))
    print(f"{len(numbers)} numbers")
    with ProcessPoolExecutor(max_workers=2) as executor:
        for number, count in zip(numbers, executor.map(primes_below, numbers)):
            print(number, count, sep=": ")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
