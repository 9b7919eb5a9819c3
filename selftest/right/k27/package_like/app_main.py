"""The program part."""

import sys
from multiprocessing import Pool

from app import primes_below


def main():
    numbers = [int(word) for word in sys.argv[1:]]
    print(len(numbers), "numbers")
    with Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")


if __name__ == "__main__":
    main()
