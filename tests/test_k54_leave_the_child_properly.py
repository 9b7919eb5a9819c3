"""k54: the child does the body and nothing else; what is printed is printed once, codes are told."""

import atexit
import signal
from typing import Any

from dojo.answer import Answer
from dojo.arena.observation import Observation, short
from dojo.arena.probes import die, note, steps, tell
from dojo.arena.probes import fail as raises
from dojo.verdict import error_line, fail, plural, returned

TITLE = "Weather"


class AtExit:
    """Arrives at the answer as a note, and is registered there as a function for the program's end."""

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes it there."""
        return atexit.register, (note("at exit"),)


class Unbuffered:
    """When it arrives at the answer, what is printed there no longer stays in a buffer."""

    def __reduce__(self) -> tuple[Any, ...]:
        """What makes it there."""
        return eval, ("__import__('sys').stdout.reconfigure(line_buffering=True)",)


BODY = note("body", returns=AtExit())
SUNNY = steps(BODY, tell("printed", print, "sunny"))


def test_the_child_does_nothing_but_the_body(answer: Answer) -> None:
    observed(answer, SUNNY, 'with a body that prints "sunny"')


def test_everything_is_printed_once_in_order(answer: Answer) -> None:
    did, seen = observed(answer, SUNNY, 'with a body that prints "sunny"')
    lines, expected = seen.stdout.splitlines(), [TITLE, "sunny", "exit code 0"]
    saw = f"it printed the lines {lines}"
    if lines == [TITLE, "exit code 0"] and "printed" in labels(seen):
        fail(
            did,
            f"{saw}. The child had printed into its buffer, and left with that",
            f"it prints {expected}",
            "what os._exit leaves out: it empties no buffer. sys.stdout.flush() does",
            misconception="flush_nothing_and_exit",
        )
    unbuffered = steps(note("body", returns=Unbuffered()), tell("printed", print, "sunny"))
    if lines == [TITLE, "sunny", TITLE, "exit code 0"] and (
        answer.observe("report", TITLE, unbuffered).stdout.splitlines() == expected
    ):
        fail(
            did,
            f"{saw}. The title was still in the buffer when the process was forked, so both had it",
            f"it prints {expected}",
            "when the title leaves the buffer: print(title, flush=True), before the fork",
            misconception="copied_buffer",
        )
    if lines != expected:
        fail(did, saw, f"it prints {expected}", "who prints what, and when it leaves the buffer")


def test_an_exception_in_the_body_is_exit_code_1_and_a_traceback(answer: Answer) -> None:
    body = steps(BODY, raises("no such town"))
    did, seen = observed(answer, body, "with a body that raises ValueError")
    told(did, seen, 1)
    if seen.stderr.count("ValueError: no such town") != 1 or "Traceback" not in seen.stderr:
        fail(
            did,
            f"the exit code was right. {error_line(seen.stderr)}",
            "the traceback of the ValueError on standard error, once",
            "traceback.print_exc(), in the child, before it leaves",
        )


def test_a_death_by_signal_is_told(answer: Answer) -> None:
    body = steps(BODY, die(signal.SIGKILL))
    did, seen = observed(answer, body, "with a body whose process is ended by SIGKILL")
    told(did, seen, -9)


def test_the_programs_end_is_the_programs(answer: Answer) -> None:
    did, seen = observed(answer, SUNNY, "in a program with an exit function (atexit)")
    ends = seen.pids("at exit")
    if ends != [seen.root]:
        fail(
            did,
            f"the exit function ran {plural(len(ends), '{n} time(s)')}, in {short(ends)}",
            f"once, in the program's own process, {seen.root}",
            "how the child ends, and how the program does",
        )


def observed(answer: Answer, body: Any, how: str) -> tuple[str, Observation]:
    """What was done, and that body ran once, in a child that ended after it; or a verdict."""
    did = f"called report({TITLE!r}, body) {how}"
    seen = answer.observe("report", TITLE, body)
    for event in seen.of_kind("ran on"):
        ran_on(answer, did, seen, event.label, event.pid)
    returned(seen, did)
    pids = seen.pids("body")
    if len(pids) != 1 or pids == [seen.root]:
        own = " in your own process" if seen.root in pids else ""
        fail(
            did,
            f"body was called {plural(len(pids), '{n} time(s)')}{own}",
            "it is called once, in a process of its own",
            "what stands in the branch of the child, and what behind it",
        )
    return did, seen


def ran_on(answer: Answer, did: str, seen: Observation, how: str, child: int) -> None:
    """The child left the call of report alive. Say how, and what it did then."""
    ended = seen.pids("at exit")
    then = " At its end it ran the program's exit function" if child in ended else ""
    expected = "the child ends where its body ends"
    if how == "returned":
        fail(
            did,
            f"report returned twice: in your process, and in the child {child}, which then went on"
            f" with the rest of the program.{then}",
            expected,
            "the end of the child's branch: os._exit(code). A return leads into the program, of"
            " which the child is a copy",
            misconception="child_returns",
        )
    if "no such town" in seen.stderr and not answer.observe("report", TITLE, SUNNY).of_kind(
        "ran on"
    ):
        fail(
            did,
            f"the ValueError left report in the child {child} and went through all that had called"
            f" it.{then}",
            expected,
            "the way out when body raises: try … finally: os._exit(code)",
            misconception="exit_only_on_success",
        )
    fail(
        did,
        f"an exception left report in the child {child} and went through all that had called it,"
        f" every except, finally and with.{then}",
        expected,
        "sys.exit(), which is nothing but raise SystemExit. os._exit() ends the process on the spot",
        misconception="sys_exit_in_child" if "Error" not in seen.stderr else None,
    )


def told(did: str, seen: Observation, code: int) -> None:
    """The exit code was returned and printed."""
    codes = [process.exit_code for process in seen.children()]
    value, last = seen.ending.value, (seen.stdout.splitlines() or [""])[-1]
    if value != code or last != f"exit code {code}":
        ignored = (code, value) == (1, 0) and 1 in codes
        fail(
            did,
            f"it returned {value}, and its last line was {last!r}. "
            + (
                f"The child had ended with {code}"
                if code in codes
                else f"Children ended with {codes}"
            ),
            f"it returns {code}, and prints 'exit code {code}'",
            "what waitpid returns: the pid, and a status in which the exit code is packed"
            " (os.waitstatus_to_exitcode)",
            misconception="ignore_status" if ignored else None,
        )


def labels(seen: Observation) -> set[str]:
    """Of all notes."""
    return {event.label for event in seen.notes()}
