"""The command line: ``python -m dojo COMMAND …``; each command is a module of its own.

Exit code 0 when everything that was asked for is solved or done, 1 when something is not solved, 2
when the grader itself, or its use, failed.
"""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from rich.console import Console

from dojo.arena.client import ArenaLost
from dojo.catalog import CatalogError
from dojo.command import Misuse
from dojo.grading import GraderFailed, Interrupted

# Only the command that is asked for is loaded.
COMMANDS = {
    "check": ("dojo.check", "grade katas and show the scoreboard"),
    "watch": ("dojo.practice.watch", "grade at every save, with a key for everything else"),
    "picture": ("dojo.picture.draw", "draw what the processes of a kata's answer did"),
    "hint": ("dojo.practice.hint", "one more hint at each call"),
    "why": ("dojo.practice.why", "why it is so, and what interviewers ask"),
    "solution": ("dojo.practice.solution", "compare your answer with the reference"),
    "reset": ("dojo.practice.reset", "put a kata back as it came; yours is saved"),
    "undo": ("dojo.practice.undo", "bring back what was saved last"),
    "progress": ("dojo.practice.progress", "what is solved, since when, in how many tries"),
    "doctor": ("dojo.doctor", "say what this system grants, and what is therefore promised"),
    "report": ("dojo.reporting", "grade katas and write an HTML page of the results"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    name, rest = _command(sys.argv[1:] if arguments is None else arguments)
    screen_errors = Console(stderr=True, highlight=False)
    if sys.platform != "linux":
        screen_errors.print("The arena needs Linux (WSL2 and containers are fine).")
        return 2
    try:
        code: int = importlib.import_module(COMMANDS[name][0]).main(rest)
    except (CatalogError, Misuse, GraderFailed, ArenaLost) as error:
        screen_errors.print(str(error), markup=False, soft_wrap=True)
    except OSError as error:
        screen_errors.print(_in_words(error), markup=False, soft_wrap=True)
        _give_up_what_cannot_be_written()
    except KeyboardInterrupt as interrupt:
        screen_errors.print(_what_was_done_until(interrupt), soft_wrap=True)
    except Exception as error:  # noqa: BLE001  # reason: exit code 1 would say that an answer is not solved
        traceback.print_exception(error)
        screen_errors.print("The grader itself failed, see above.", soft_wrap=True)
    else:
        return code
    return 2


def _command(arguments: Sequence[str]) -> tuple[str, list[str]]:
    if arguments and arguments[0] in COMMANDS:
        return arguments[0], [*arguments[1:]]
    parser = argparse.ArgumentParser(prog="dojo", description="Grade answers to the process katas.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (_, what) in COMMANDS.items():
        commands.add_parser(name, help=what)
    parser.parse_args(arguments)
    raise AssertionError("argparse ends the program unless a command is named")


def _what_was_done_until(interrupt: KeyboardInterrupt) -> str:
    if not isinstance(interrupt, Interrupted):
        return "Interrupted; no process is left."
    told = ", ".join(f"{result.id} {result.verdict}" for result in interrupt.graded) or "nothing"
    return f"Interrupted; no process is left. Graded until then: {told}."


def _give_up_what_cannot_be_written() -> None:
    """Else Python tries again at its end, and replaces the exit code by 120."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_words(error: OSError) -> str:
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    return ": ".join([error.strerror or str(error) or type(error).__name__, *names])
