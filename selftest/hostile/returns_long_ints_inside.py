"""Returns ints of 5001 digits, positive and negative, as items, keys and values.
Verdict: not yet
"""


def answer():
    long = 10**5000
    return {"list": [long, (-long,)], long: {-long}, None: long / 10**4990}
