"""Wrong: takes fork whatever start method is in force."""

import multiprocessing
import sys


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))


def main():
    numbers = [int(word) for word in sys.argv[1:]]
    print(len(numbers), "numbers", flush=True)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")


if __name__ == "__main__":
    main()
