"""Offers the number 42 under the name `answer` instead of a function.
Verdict: not yet
"""

answer = 42
