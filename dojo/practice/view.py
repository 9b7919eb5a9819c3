"""What watch shows: plain lines, or, on a terminal, a screen that is drawn anew."""

import os
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from dojo.catalog import Kata
from dojo.picture.lanes import picture_of
from dojo.picture.terminal import Drawing
from dojo.practice import guide
from dojo.practice.grader import Round
from dojo.report import screen
from dojo.verdict import CaseResult, Verdict

_KEYS = "next  list  hint  picture  why  solution  all tests  reset  undo  quit"
_CLEAR = "\x1b[H\x1b[2J"


class Lines:
    """A line for each start method as soon as all its tests have told; then the verdict in full."""

    def __init__(self) -> None:
        """Print to standard output."""
        self._console = Console(highlight=False, soft_wrap=True)
        self._told: tuple[int, set[str]] = 0, set()  # a grading's number, and what was told of it

    def graded(self, graded: Round) -> None:
        """How far a grading is, or how it ended."""
        if self._told[0] != graded.number:
            self._told = graded.number, set()
        for method, expected in graded.expected.items():
            content, told = graded.of_method(method)
            if told == expected and method not in self._told[1]:
                self._told[1].add(method)
                self._say(f"{graded.kata.id} {method}: {content} of {told} tests content")
        if graded.over:
            screen.in_full(self._console, graded.kata, graded.result())
            self._say("")

    def solved(self, kata: Kata, following: Kata | None) -> None:
        """A kata has turned green."""
        self._say(f"Why it is so: make why K={kata.id}")
        self._say(f"Next: katas/{following.name}.py" if following else "All katas are solved.")

    def trouble(self, what: str) -> None:
        """Something that cannot be, or is not there."""
        self._say(what)

    def _say(self, line: str) -> None:
        self._console.print(Text(line))
        sys.stdout.flush()


class Screen(Lines):
    """The whole screen, drawn anew with every change; the keys are its last line."""

    def graded(self, graded: Round) -> None:
        """How far a grading is; what is wrong as soon as one test says so."""
        with self._page(keys=not graded.solved):  # then there is more to come
            if graded.over or graded.failed:
                screen.in_full(self._console, graded.kata, graded.result())
            else:
                self._console.print(Text(f"\n{graded.kata.id}  {graded.kata.title}", style="bold"))
            if not graded.over:
                self._console.print(Text(f"\n      {_how_far(graded)}", style="dim"))

    def solved(self, kata: Kata, following: Kata | None) -> None:
        """Below the verdict: why it is so, and what is next."""
        guide.show(f"## Why\n\n{guide.read(kata).why}")
        nothing = "All katas are solved. Now explain one of them to somebody."
        told = f"n: on to katas/{following.name}.py" if following else nothing
        self._console.print(Text(f"\n{told}", style="green"))
        self._keys()

    def trouble(self, what: str) -> None:
        """Something that cannot be, or is not there; what was shown stays above it."""
        self._console.print()
        self._say(what)
        self._keys()

    def all_tests(self, graded: Round) -> None:
        """Every test that has told, in a line each."""
        with self._page():
            self._console.print(Text(f"\n{graded.kata.id}  {graded.kata.title}\n", style="bold"))
            for test in graded.result().tests:
                style = "green" if test.outcome is Verdict.SOLVED else "red"
                line = Text(f"  {test.outcome:<12.12} {test.start_method:<11}", style=style)
                self._console.print(line.append(test.name, style="default"))

    def picture(self, kata: Kata, test: CaseResult) -> None:
        """What the processes of a recorded test did."""
        with self._page():
            self._console.print(Text(f"\n{kata.id}  {kata.title}", style="bold"))
            about = f"{test.name}, under {test.start_method}: {test.outcome}\n"
            self._console.print(Text(about))
            if test.recording is None:
                self._console.print(Text("There was no run to draw."))
            else:
                self._console.print(Drawing(picture_of(test.recording)), soft_wrap=False)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Somebody else prints, and may ask for a line, while this lasts."""
        before = termios.tcgetattr(sys.stdin)
        asking = termios.tcgetattr(sys.stdin)
        asking[3] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, asking)
        try:
            with self._page():
                yield
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)

    @contextmanager
    def keys_as_pressed(self) -> Iterator[None]:
        """Keys come one by one, and are not shown; afterwards the terminal is as it was."""
        before = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin)
        try:
            yield
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)

    @contextmanager
    def _page(self, *, keys: bool = True) -> Iterator[None]:
        if self._console.is_terminal and not self._console.is_dumb_terminal:
            self._console.file.write(_CLEAR)
            self._console.file.flush()  # what comes next may not go through this file
        yield
        if keys:
            self._keys()

    def _keys(self) -> None:
        line = Text("\n")
        for word in _KEYS.split("  "):
            line.append(word[0], style="bold").append(f":{word}  ", style="dim")
        self._console.print(line, soft_wrap=False)
        self._console.file.flush()


def _how_far(graded: Round) -> str:
    told = [f"{m} {graded.of_method(m)[1]} of {n}" for m, n in graded.expected.items()]
    return "grading: " + ", ".join(told)


def terminal_key() -> str:
    """The next key that was pressed, empty when the terminal is gone; not more than that one."""
    return os.read(sys.stdin.fileno(), 1).decode("ascii", "replace")
