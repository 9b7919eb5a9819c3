"""Results for people: the scoreboard, one kata in full, and the one thing to do next.

Reads the same without colour, at 80 columns and in a file; colour only repeats what words say.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from dojo.catalog import CHAPTERS, Kata
from dojo.text import visible
from dojo.verdict import CaseResult, KataResult, Verdict

_STYLES = {Verdict.SOLVED: "green", Verdict.COULD_NOT_TELL: "magenta"}
_NAME_WIDTH = 46
_MESSAGES_SHOWN = 2


def scoreboard(console: Console, katas: Sequence[Kata], results: Sequence[KataResult]) -> None:
    """Chapters with their progress; a kata's verdict, and why, in a line each; what to do next."""
    both = list(zip(katas, results, strict=True))
    for chapter, group in groupby(both, key=lambda pair: pair[0].chapter):
        members = list(group)
        solved = sum(result.verdict is Verdict.SOLVED for _, result in members)
        title = f"{chapter}. {CHAPTERS.get(chapter, 'Chapter')}"
        console.print(Text(f"\n{title:<{_NAME_WIDTH + 7}}{solved} of {len(members)}", style="bold"))
        for kata, result in members:
            _row(console, kata, result)
    _totals(console, results)
    _next(console, both)


def in_full(console: Console, kata: Kata, result: KataResult) -> None:
    """Everything useful about one kata."""
    console.print(Text(f"\n{kata.id}  {kata.title}", style="bold"))
    console.print(_verdict(result.verdict, f"      {_how_many(result)}"))
    unsolved = [t for t in result.tests if t.outcome is not Verdict.SOLVED]
    if not unsolved and result.message:
        _paragraph(console, result.message)
    shown = _by_message(unsolved)
    for message, tests in shown[:_MESSAGES_SHOWN]:
        _paragraph(console, _which(tests), "bold")
        _aligned(console, message)
    if len(shown) > _MESSAGES_SHOWN:
        names = sorted({test.name for _, tests in shown[_MESSAGES_SHOWN:] for test in tests})
        _paragraph(console, f"and also: {', '.join(names)}", "dim")
    if result.misconception:
        _paragraph(console, f"This is known as {result.misconception}: see guide/{kata.name}.md")


def _paragraph(console: Console, text: str, style: str = "") -> None:
    """An empty line, then the text, indented and wrapped between words."""
    console.print()
    for line in Text(visible(text)).wrap(console, max(console.width - 7, 20)):
        line.rstrip()
        console.print(Text("      ") + line, style=style)


def _row(console: Console, kata: Kata, result: KataResult) -> None:
    name = kata.name.partition("_")[2].replace("_", " ")
    line = Text(f"  {kata.id}  {name:<{_NAME_WIDTH}}")
    line.append(_verdict(result.verdict))
    console.print(line)
    if result.verdict is not Verdict.SOLVED:
        why = Text(f"       {why_in_a_line(result)}", style="dim")
        why.truncate(min(console.width, 80) - 1, overflow="ellipsis")
        console.print(why)


def why_in_a_line(result: KataResult) -> str:
    """What was seen, without what was done and expected; the whole message if it has no such line."""
    lines = visible(result.message).splitlines() or [""]
    seen = next((line for line in lines if line.startswith("saw ")), lines[0])
    return seen.removeprefix("saw").strip()


def _totals(console: Console, results: Sequence[KataResult]) -> None:
    solved = sum(result.verdict is Verdict.SOLVED for result in results)
    lost = sum(result.verdict is Verdict.COULD_NOT_TELL for result in results)
    console.print(Text(f"\n{solved} of {len(results)} solved", style="bold"))
    if lost:
        console.print(
            Text(f"{lost} could not be told: the grader's own fault, not yours.", style="magenta")
        )


def _next(console: Console, both: Sequence[tuple[Kata, KataResult]]) -> None:
    open_ones = [kata for kata, result in both if result.verdict is not Verdict.SOLVED]
    if not open_ones:
        console.print(Text("All solved. Now explain one of them to somebody.", style="green"))
        return
    kata = open_ones[0]
    console.print(Text(f"Next: edit katas/{kata.name}.py, then run: make {kata.id}"))


def _how_many(result: KataResult) -> str:
    solved = sum(test.outcome is Verdict.SOLVED for test in result.tests)
    return f"{solved} of {len(result.tests)} tests content" if result.tests else ""


def _by_message(tests: Sequence[CaseResult]) -> list[tuple[str, list[CaseResult]]]:
    """Tests that say the same but for numbers, together; those that name a misconception first."""
    found: dict[str, list[CaseResult]] = {}
    for test in sorted(tests, key=lambda t: t.misconception is None):
        found.setdefault(re.sub(r"\d+", "", _without_method(test)), []).append(test)
    return [(_without_method(alike[0]), alike) for alike in found.values()]


def _without_method(test: CaseResult) -> str:
    return test.message.replace(f" under the start method {test.start_method}", "")


def _which(tests: Sequence[CaseResult]) -> str:
    names = list(dict.fromkeys(test.name for test in tests))
    methods = list(dict.fromkeys(test.start_method for test in tests))
    more = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
    return f"{names[0]}{more}, under {', '.join(methods)}"


def _aligned(console: Console, message: str) -> None:
    """``did …`` and its sisters with their words in one column, wrapped under themselves."""
    for line in visible(message).splitlines():
        label = next(
            (word for word in ("did", "saw", "expected", "look at") if _starts(line, word)), ""
        )
        text = line[len(label) :].strip() if label else line.rstrip()
        room = min(console.width, 100) - 18
        for number, part in enumerate(Text(text).wrap(console, max(room, 20))):
            part.rstrip()
            head = label if number == 0 else ""
            console.print(Text(f"      {head:<10}", style="dim") + part)


def _starts(line: str, word: str) -> bool:
    return line.startswith(f"{word} ")


def _verdict(verdict: Verdict, more: str = "") -> Text:
    text = Text(more.rstrip() + ("  " if more else ""))
    text.append(verdict.value, style=_STYLES.get(verdict, "red"))
    return text
