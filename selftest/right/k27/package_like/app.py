"""The library part."""


def primes_below(number):
    return sum(all(n % d for d in range(2, n)) for n in range(2, number))
