"""k25: what the exit code says of a process is told: still running, ok, failed N, killed SIGNAL."""

import signal
from typing import Any, NoReturn

import pytest

from dojo.answer import Answer
from dojo.arena import probes
from dojo.arena.observation import Observation
from dojo.verdict import fail, returned

BRIEFLY = 0.1  # seconds; the process never ends, so any number gives the same verdict


def test_a_process_that_has_not_ended_is_running(answer: Answer) -> None:
    did = f"called story_of(work, {BRIEFLY}) with work that never ends"
    seen = answer.observe("story_of", probes.gate("for ever"), BRIEFLY)
    returned(seen, did)
    if (told := seen.ending.value) == "running":
        return
    expected = 'it returns "running"'
    if told == "ok":
        blind = ends(answer, probes.leave(3)).ending.value == "ok"
        fail(
            did,
            'it returned "ok", and killed the process after that. The process had not ended, so its'
            " exitcode was None",
            expected,
            "what counts as ok: None (no exit code yet) and 0 (ended well) are both false in an if",
            misconception="never_looked_at" if blind else "falsy_is_success",
        )
    if str(told).startswith("killed "):
        fail(
            did,
            f"it returned {told!r}: that is how story_of ended it, after its patience was over",
            expected,
            "the order: read the exit code first, then kill what is still running",
            misconception="asked_after_the_kill",
        )
    fail(did, f"it returned {told!r}", expected, "process.exitcode after join(patience)")


def test_a_process_that_ended_well_is_ok(answer: Answer) -> None:
    is_told(answer, "that returns", (), "ok")


@pytest.mark.parametrize("code", [3, 137])
def test_another_exit_code_is_a_failure_with_this_number(answer: Answer, code: int) -> None:
    work = f"that ends its process with sys.exit({code})"
    is_told(answer, work, (probes.leave(code),), f"failed {code}")


def test_an_uncaught_exception_is_exit_code_1(answer: Answer) -> None:
    is_told(answer, "that raises ValueError", (probes.fail("broken"),), "failed 1")


@pytest.mark.parametrize("name", ["SIGKILL", "SIGHUP"])
def test_a_death_by_signal_is_told_by_its_name(answer: Answer, name: str) -> None:
    work = f"that dies by {name}"
    is_told(answer, work, (probes.die(signal.Signals[name]),), f"killed {name}")


def test_an_exit_code_has_eight_bits(answer: Answer) -> None:
    is_told(answer, "that ends its process with sys.exit(256)", (probes.leave(256),), "ok")
    is_told(answer, "that ends its process with sys.exit(-1)", (probes.leave(-1),), "failed 255")


def ends(answer: Answer, *end: Any) -> Observation:
    """What is told of a process that ends in this way, but not before somebody waits for it."""
    return answer.observe("story_of", probes.steps(probes.hold("until you wait"), *end))


def is_told(answer: Answer, work: str, end: tuple[Any, ...], story: str) -> None:
    """This story is told of a process that ends in this way."""
    seen = ends(answer, *end)
    if seen.ending.how == "returned" and seen.ending.value == story:
        return
    judge(answer, seen, f"called story_of(work) with work {work}", story)


def judge(answer: Answer, seen: Observation, did: str, story: str) -> NoReturn:
    """Another story, or none: say which, and what that shows."""
    code = exit_code_of(story)
    if (
        seen.ending.how == "raised"
        and code < 0
        and str(code) in seen.ending.text
        and seen.ending.error in ("ValueError", "KeyError")
    ):
        fail(
            did,
            f"it raised {seen.ending.error}: {seen.ending.text} (line {seen.ending.line})",
            f"it returns {story!r}",
            f"the sign: exit code {code} means signal {-code}. There is no signal {code}",
            misconception="sign_forgotten",
        )
    returned(seen, did)
    told = seen.ending.value
    saw = f"it returned {told!r}. The exit code of the process was {code}"
    name, look = what_it_shows(answer, told, code)
    if name == "asked_before_the_end":
        saw = f"it returned {told!r} without waiting: this work ends as soon as you wait for it"
    fail(did, saw, f"it returns {story!r}", look, misconception=name)


def what_it_shows(  # noqa: PLR0911  # reason: a table, one row a story
    answer: Answer, told: object, code: int
) -> tuple[str | None, str]:
    """The misconception that this story shows, if it shows one, and one thing to look at."""
    if told == "running":
        return "asked_before_the_end", "where exitcode is read: before or after join?"
    if told == "ok" and ends(answer, probes.leave(3)).ending.value == "ok":
        return (
            "never_looked_at",
            "process.exitcode: join raises nothing and returns None, however the process ended",
        )
    if told == "failed 1" and code == -1 and killed_is_told_as(answer, "killed SIGKILL"):
        return (
            "exception_means_negative",
            "what -1 means: ended by signal 1, SIGHUP. An uncaught exception gives exit code 1",
        )
    if code > 0 and told == killed_by(code):
        return "abs_everything", f"the sign: {code} is an exit code, only -{code} is a signal"
    if code < 0 and told == f"failed {-code}":
        return "abs_everything", f"the sign: {code} is signal {-code}, only {-code} is an exit code"
    if code > 128 and told == killed_by(code - 128):
        return "shell_table", _SHELL
    if code < 0 and told == f"failed {code}":
        if ends(answer, probes.leave(137)).ending.value == "killed SIGKILL":
            return "shell_table", _SHELL
        return "any_nonzero_failed", f"the sign: {code} means that signal {-code} ended the process"
    return None, "process.exitcode, and the table in the task"


_SHELL = (
    "who reports 128 + N for signal N: a shell does. multiprocessing says -N, and 137 from it is"
    " what the work has chosen"
)


def killed_is_told_as(answer: Answer, story: str) -> bool:
    """Whether this is told of a process that SIGKILL ended."""
    return bool(ends(answer, probes.die(signal.SIGKILL)).ending.value == story)


def killed_by(number: int) -> str | None:
    """The story of a death by the signal with this number, None if there is no such signal."""
    try:
        return f"killed {signal.Signals(number).name}"
    except ValueError:
        return None


def exit_code_of(story: str) -> int:
    """The exit code that this story tells of; never that of a running process."""
    match story.split():
        case ["killed", name]:
            return -signal.Signals[name]
        case ["failed", number]:
            return int(number)
        case _:
            return 0
