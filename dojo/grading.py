"""Runs the katas' tests with pytest and sums their reports up to one verdict a kata."""

START_METHODS = ("fork", "spawn", "forkserver")
PROPERTY = "dojo"  # under this name a report carries (verdict, misconception, message)
