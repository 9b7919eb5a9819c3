"""Wrong: the function is behind the guard, too, where no child can find it."""

import sys
from multiprocessing import Pool

if __name__ == "__main__":

    def primes_below(number):
        return sum(all(n % d for d in range(2, n)) for n in range(2, number))

    numbers = [int(word) for word in sys.argv[1:]]
    print(len(numbers), "numbers", flush=True)
    with Pool(2) as pool:
        counts = pool.map(primes_below, numbers)
    for number, count in zip(numbers, counts):
        print(f"{number}: {count}")
