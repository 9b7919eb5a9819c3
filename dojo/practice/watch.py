"""``dojo watch [K]``: the verdict at every save, and a key for everything else.

Without a terminal it prints plain lines.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from multiprocessing.connection import wait
from pathlib import Path

from dojo import catalog
from dojo.catalog import CatalogError, Kata
from dojo.command import ROOT, Misuse
from dojo.grading import START_METHODS, GraderFailed
from dojo.practice import hint, log, progress, reset, solution, undo, why
from dojo.practice.grader import Grader, Round
from dojo.practice.jobs import Told
from dojo.practice.saves import Saves
from dojo.practice.view import Lines, Screen, terminal_key

_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "h": hint.main,
    "w": why.main,
    "s": solution.main,
    "u": undo.main,
}


def main(arguments: Sequence[str]) -> int:
    """Watch until somebody quits; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="dojo watch", description="Grade a kata at every save; keys give hints and more."
    )
    parser.add_argument("katas", nargs="*", metavar="K", help="where to begin; else what is next")
    words = parser.parse_args(arguments).katas
    katas = catalog.shipped(ROOT)
    first = catalog.select(katas, words)[0] if words else _next_unsolved(katas, katas[-1])
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # to end as with Ctrl-C
    keyed = sys.stdin.isatty() and sys.stdout.isatty()
    watch = WatchWithKeys if keyed else Watch
    try:
        watch(katas, first or katas[0]).run()
    except KeyboardInterrupt:
        pass  # one of the ways to quit
    return 0


class Watch:
    """The loop: saves and results, each served as it comes."""

    view: Lines

    def __init__(self, katas: Sequence[Kata], kata: Kata) -> None:
        """Begin with this kata."""
        self._katas, self._kata = katas, kata
        self.view = Lines()
        self._round: Round | None = None
        self._stamp: tuple[int, ...] | None = None
        self._over = False

    def run(self) -> None:
        """Serve until the end; nothing of it is running when this returns."""
        with ExitStack() as stack:
            self._grader, self._saves = Grader(ROOT / "katas"), Saves(ROOT / "katas")
            stack.callback(self._grader.close)
            stack.callback(self._saves.close)
            self._begin()
            while not self._over:
                self._serve(wait([self._grader.line, self._saves.fileno(), *self._others()]))

    def _others(self) -> list[int]:
        """What else to wait for."""
        return []

    def _serve(self, ready: Sequence[object]) -> None:
        if self._saves.fileno() in ready:
            self._saves.forget()
            if _stamp(self._kata.stub) != self._stamp:
                self._begin()
        if self._grader.line in ready:
            self._hear()

    def _begin(self) -> None:
        """Grade what is there now; what was being graded is abandoned."""
        self._stamp, self._round = _stamp(self._kata.stub), None
        if self._stamp is None:
            self.view.trouble(
                f"There is no file katas/{self._kata.name}.py. It is graded as soon as it is back;"
                f" make reset K={self._kata.id} brings the stub."
            )
            return
        self._round = self._grader.begin(self._kata)
        self.view.graded(self._round)

    def _hear(self) -> None:
        try:
            told = self._grader.heard()
        except GraderFailed as failure:
            self._round = None
            self.view.trouble(f"{failure} It is started anew.")
            self._begin()
            return
        if told is not None:
            self._take(told)

    def _take(self, told: Told) -> None:
        graded = self._round
        if graded is None or graded.over or told.number != graded.number:
            return
        if told.result is not None:
            graded.told[told.place] = told.result
        graded.over = told.result is None or graded.is_complete
        if graded.over:
            log.record(ROOT, graded.kata, graded.result(), START_METHODS, before=graded.contents)
        self.view.graded(graded)
        if graded.over:
            self._end(graded)

    def _end(self, graded: Round) -> None:
        """All is told, and shown."""
        if graded.solved:
            self.view.solved(graded.kata, _next_unsolved(self._katas, graded.kata))


class WatchWithKeys(Watch):
    """The same, with a screen and keys."""

    view: Screen

    def __init__(self, katas: Sequence[Kata], kata: Kata) -> None:
        """Begin with this kata."""
        super().__init__(katas, kata)
        self.view = Screen()
        self._drawing = 0  # the number of the recorded run that is waited for
        self._draws_next = False  # as soon as the grading is over

    def run(self) -> None:
        """Serve until the end; then the terminal is as it was."""
        with self.view.keys_as_pressed():
            super().run()

    def _others(self) -> list[int]:
        return [sys.stdin.fileno()]

    def _serve(self, ready: Sequence[object]) -> None:
        super()._serve(ready)
        if sys.stdin.fileno() in ready:
            self._press(terminal_key())

    def _take(self, told: Told) -> None:
        if told.number != self._drawing:
            super()._take(told)
        elif told.result is not None:
            self.view.picture(self._kata, told.result)

    def _end(self, graded: Round) -> None:
        super()._end(graded)
        if self._draws_next:
            self._ask_for_a_picture()

    def _press(self, key: str) -> None:
        """What a key does; others do nothing. No key at all: the terminal is gone."""
        match key:
            case "q" | "":
                self._over = True
            case "n":
                self._go_to_the_next()
            case "l":
                self._list()
            case "p":
                self._ask_for_a_picture()
            case "a" if self._round is not None:
                self.view.all_tests(self._round)
            case "r":
                self._run(self._reset)
            case "h" | "w" | "s" | "u":
                self._run(_COMMANDS[key])
            case " " | "\n" if self._round is not None:
                self.view.graded(self._round)

    def _run(self, command: Callable[[Sequence[str]], int]) -> None:
        """Another command, about this kata; what it has to say is no reason to end."""
        with self.view.aside():
            try:
                command([self._kata.id])
            except (CatalogError, Misuse) as error:
                print(error)
            except OSError as error:
                print(f"{error.strerror}: {error.filename}")

    def _reset(self, words: Sequence[str]) -> int:
        asked = f"Put {self._kata.id} back as it came? Your answer is saved first. [y/N] "
        return reset.main(words) if _line(asked) in {"y", "yes"} else 1

    def _go_to_the_next(self) -> None:
        following = _next_unsolved(self._katas, self._kata)
        if following is None:
            self.view.trouble("All katas are solved.")
        else:
            self._go_to(following)

    def _list(self) -> None:
        with self.view.aside():
            progress.main([])
            word = _line("\nGo to which (k23; Enter for none)? ")
        try:
            self._go_to(catalog.select(self._katas, [word])[0] if word else self._kata)
        except CatalogError as error:
            self.view.trouble(str(error))

    def _go_to(self, kata: Kata) -> None:
        self._kata = kata
        self._begin()

    def _ask_for_a_picture(self) -> None:
        self._draws_next = self._round is not None and not self._round.over
        if self._round is None:
            self.view.trouble("There is nothing to draw.")
        elif self._draws_next:
            self.view.trouble("It is drawn as soon as the grading is over.")
        elif speaker := self._round.result().speaker:
            self._drawing = self._grader.record(self._kata, speaker)


def _line(question: str) -> str:
    print(question, end="", flush=True)
    return sys.stdin.readline().strip().lower()


def _next_unsolved(katas: Sequence[Kata], after: Kata) -> Kata | None:
    """The first after this one, going round, that is not solved; None when all are."""
    past = log.history(ROOT)
    place = [kata.name for kata in katas].index(after.name) + 1
    going_round = [*katas[place:], *katas[:place]]
    return next((kata for kata in going_round if not log.standing(kata, past).solved), None)


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Differs after every save; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
