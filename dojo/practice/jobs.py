"""What is said between a watching process and the warm one: see ``grader`` and ``warm``."""

from dataclasses import dataclass

from dojo.verdict import CaseResult


@dataclass(frozen=True, slots=True)
class Ready:
    """The session is collected: how many tests there are, by a kata's name and start method."""

    tests: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Job:
    """Grade this kata. ``number`` comes back with every result; with ``only``, one test, recorded."""

    number: int
    kata: str
    only: tuple[str, str] | None = None  # a result's name and start method


@dataclass(frozen=True, slots=True)
class Told:
    """One test's result and its place among the job's tests; None when there is no more to tell."""

    number: int
    result: CaseResult | None
    place: int = 0
