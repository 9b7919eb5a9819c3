"""The results as one HTML page, which needs nothing else: no network, no other file.

It is built as a tree of elements, so that what an answer printed or raised can only ever be text;
and its Content-Security-Policy lets no script run but ours, should something get through after all.
"""

import base64
import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

from dojo.arena.observation import Observation
from dojo.catalog import CHAPTERS, Kata
from dojo.picture.lanes import picture_of
from dojo.picture.svg import STYLE, svg
from dojo.practice.log import Standing
from dojo.report.screen import why_in_a_line
from dojo.text import visible
from dojo.verdict import CaseResult, KataResult, Verdict

_HERE = Path(__file__).parent
_MOST_PRINTED = 1500  # characters of what an answer printed, half from its beginning
_LABELS = ("did", "saw", "expected", "look at")  # of a message's lines, as verdict.fail writes them
_SHOWN = MappingProxyType({"all": "All", "open": "Not solved", "solved": "Solved"})

_Graded = tuple[Kata, KataResult]


def page(
    katas: Sequence[Kata],
    results: Sequence[KataResult],
    when: datetime,
    standings: Mapping[str, Standing] = MappingProxyType({}),
    gaps: Sequence[str] = (),
) -> str:
    """The whole page. ``standings`` are by kata id; a kata without one shows no tries.

    ``gaps`` are what the system that graded could not promise, in sentences.
    """
    graded = list(zip(katas, results, strict=True))
    chapters = [(n, list(members)) for n, members in groupby(graded, key=lambda g: g[0].chapter)]
    html = ET.Element("html", lang="en")
    script = (_HERE / "page.js").read_text("utf-8")
    _head(html, STYLE + (_HERE / "page.css").read_text("utf-8"), script)
    body = _add(html, "body")
    _add(body, "a", "Skip to the katas", href="#katas", class_="skip")
    _banner(_add(body, "header"), graded, when)
    _overview(_add(body, "nav", aria_label="Chapters"), chapters)
    _controls(body, results)
    main = _add(body, "main", id="katas", tabindex="-1")
    for number, members in chapters:
        _chapter(_add(main, "section", aria_labelledby=f"chapter-{number}"), number, members)
        for kata, result in members:
            _kata(main[-1], kata, result, standings.get(kata.id))
    _share_patterns(body)
    footer = _add(body, "footer")
    if gaps:
        _add(footer, "p", "On the system that graded this, some promises hold only in part:")
        listed = _add(footer, "ul")
        for gap in gaps:
            _add(listed, "li", gap)
    _add(footer, "p", "This page is complete: it loads nothing from anywhere.")
    _add(body, "script", script)
    text: str = ET.tostring(html, encoding="unicode", method="html")
    return f"<!doctype html>\n{text}\n"


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last child. ``class_`` is the attribute class, ``aria_label`` is aria-label."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, named)
    element.text = visible(text)
    return element


def _head(html: ET.Element, style: str, script: str) -> None:
    head = _add(html, "head")
    _add(head, "meta", charset="utf-8")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    _add(head, "meta", http_equiv="Content-Security-Policy", content=policy)
    _add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "title", "Process Katas: report")
    _add(head, "link", rel="icon", href="data:,")  # else a browser asks the server for one
    _add(head, "style", style)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _banner(header: ET.Element, graded: Sequence[_Graded], when: datetime) -> None:
    results = [result for _, result in graded]
    lost = sum(result.verdict is Verdict.COULD_NOT_TELL for result in results)
    methods = dict.fromkeys(test.start_method for result in results for test in result.tests)
    _add(header, "h1", "Process Katas")
    _add(header, "p", f"{_solved(results)} of {len(results)} solved", class_="total")
    _next(_add(header, "p", class_="next"), graded)
    if lost:
        _add(header, "p", f"{lost} could not be told: the grader's own fault, not yours.")
    facts = [f"Graded on {when:%Y-%m-%d} at {when:%H:%M}", f"Python {platform.python_version()}"]
    _add(header, "p", " · ".join([*facts, ", ".join(methods)]).rstrip(" ·"), class_="when")


def _next(line: ET.Element, graded: Sequence[_Graded]) -> None:
    kata = next((kata for kata, result in graded if result.verdict is not Verdict.SOLVED), None)
    if kata is None:
        line.text = "All solved. Now explain one of them to somebody."
        return
    line.text = "Next: edit "
    _add(line, "code", f"katas/{kata.name}.py").tail = ", then run "
    _add(line, "code", f"make {kata.id}")


def _overview(nav: ET.Element, chapters: Iterable[tuple[int, Sequence[_Graded]]]) -> None:
    chapter_list = _add(nav, "ol")
    for number, members in chapters:
        item = _add(chapter_list, "li")
        name, solved, of = _chapter_name(number), _solved(r for _, r in members), len(members)
        _add(item, "a", name, href=f"#chapter-{number}")
        _add(item, "progress", value=str(solved), max=str(of), aria_label=f"{name}: solved")
        _add(item, "span", f"{solved} of {of}", class_="of")


def _controls(body: ET.Element, results: Sequence[KataResult]) -> None:
    """What the script brings to life; hidden where there is none."""
    search = _add(body, "search", hidden="", aria_label="Which katas are shown")
    choice = _add(search, "fieldset")
    _add(choice, "legend", "Show", class_="unseen")
    solved = _solved(results)
    counts = {"all": len(results), "open": len(results) - solved, "solved": solved}
    for value, words in _SHOWN.items():
        label = _add(choice, "label")
        radio = _add(label, "input", type="radio", name="show", value=value)
        radio.tail = f"{words} ({counts[value]})"
    choice[1][0].set("checked", "")
    find = _add(search, "div", class_="find")
    _add(find, "label", "Find", for_="find")
    _add(find, "input", type="search", id="find", autocomplete="off", spellcheck="false")
    buttons = _add(search, "div", class_="buttons")
    _add(buttons, "button", "Expand all", type="button", id="expand")
    _add(buttons, "button", "Collapse all", type="button", id="collapse")
    _add(search, "p", id="shown", class_="shown", aria_live="polite")


def _chapter(section: ET.Element, number: int, members: Sequence[_Graded]) -> None:
    line = _add(section, "div", class_="chapter")
    _add(line, "h2", _chapter_name(number), id=f"chapter-{number}")
    _add(line, "p", f"{_solved(r for _, r in members)} of {len(members)} solved", class_="of")


def _kata(section: ET.Element, kata: Kata, result: KataResult, standing: Standing | None) -> None:
    solved = result.verdict is Verdict.SOLVED
    details = _add(section, "details", id=kata.id, class_="kata")
    details.set("data-is", "solved" if solved else "open")
    summary = _add(details, "summary")
    _add(summary, "span", kata.id, class_="id")
    _add(summary, "h3", kata.title.rstrip("."))
    _verdict(summary, result.verdict)
    if not solved:
        _add(summary, "span", why_in_a_line(result), class_="why")
    body = _add(details, "div", class_="body")
    _message(body, kata, result)
    test = result.speaker
    if test and test.recording:
        _picture(body, kata, test, test.recording)
        _printed(body, test.recording)
    _tests(body, result.tests)
    if standing and standing.tries:
        _add(body, "p", _tries(standing), class_="label")


def _verdict(parent: ET.Element, verdict: Verdict) -> None:
    kind = {Verdict.SOLVED: " solved", Verdict.COULD_NOT_TELL: " lost"}.get(verdict, "")
    _add(parent, "span", verdict.value, class_=f"verdict{kind}")


def _message(body: ET.Element, kata: Kata, result: KataResult) -> None:
    """Did, saw, expected and look at, as a list; a message of another form as it is."""
    parts = _parts(result.message)
    if len(parts) == 1 and not parts[0][0]:
        _add(body, "p", parts[0][1], class_="said")
    elif parts:
        terms = _add(body, "dl")
        for label, text in parts:
            _add(terms, "dt", label)
            _add(terms, "dd", text)
    if result.misconception:
        line = _add(body, "p", "This is known as ")
        _add(line, "code", result.misconception).tail = ": see "
        _add(line, "code", f"guide/{kata.name}.md").tail = "."


def _parts(message: str) -> list[tuple[str, str]]:
    """A message's labels and texts; a line without a label goes on with the one before."""
    parts: list[tuple[str, str]] = []
    for line in message.splitlines():
        label = next((word for word in _LABELS if line.startswith(f"{word} ")), "")
        if label or not parts:
            parts.append((label, line.removeprefix(label).strip()))
        else:
            parts[-1] = (parts[-1][0], f"{parts[-1][1]}\n{line}")
    return parts


def _picture(body: ET.Element, kata: Kata, test: CaseResult, seen: Observation) -> None:
    """Wider than a phone, it scrolls in a box of its own, which the keyboard reaches."""
    figure = _add(body, "figure")
    about = f"What the processes did: {test.name}, under {test.start_method}"
    _add(figure, "figcaption", about, class_="label")
    box = _add(figure, "div", class_="box", role="group", tabindex="0")
    box.set("aria-label", f"Picture of {kata.id}")
    drawing = ET.fromstring(svg(picture_of(seen), kata.id))  # noqa: S314  # reason: our own drawing
    box.append(drawing)


def _share_patterns(body: ET.Element) -> None:
    """Make the pictures a fifth smaller: define patterns and arrow heads once for all of them.

    They cannot stay in the first picture: what stands in a closed ``details`` cannot be used.
    """
    shared = _add(body, "svg", class_="picture shared", width="0", height="0", aria_hidden="true")
    found: dict[str, ET.Element] = {}
    for details in body.iter("details"):
        own = f"{details.get('id')}-"  # what the ids of its picture begin with
        for drawing in details.iter("svg"):
            for definitions in drawing.findall("defs"):
                for pattern in definitions:
                    pattern.set("id", pattern.get("id", "").removeprefix(own))
                    found.setdefault(pattern.get("id", ""), pattern)
                drawing.remove(definitions)
            for element in drawing.iter():
                element.tail = None  # the line ends that the drawing was written with
                for name, value in element.items():
                    if value.startswith(f"url(#{own}"):
                        element.set(name, value.replace(own, "", 1))
                    elif name.startswith("data-") and name != "data-pid":
                        del element.attrib[name]  # the tooltips say the same
    _add(shared, "defs").extend(found.values())


def _printed(body: ET.Element, seen: Observation) -> None:
    for title, text in (("It printed", seen.stdout), ("Its error output", seen.stderr)):
        if text.strip():
            block = _add(body, "div")
            _add(block, "h4", title)
            _add(block, "pre", _cut(text.rstrip()))


def _cut(text: str) -> str:
    half = _MOST_PRINTED // 2
    if len(text) <= _MOST_PRINTED:
        return text
    left_out = len(text) - 2 * half
    return f"{text[:half]}\n… {left_out} characters are left out here …\n{text[-half:]}"


def _tests(body: ET.Element, tests: Sequence[CaseResult]) -> None:
    """A row a test: what became of it, and under which start methods."""
    if not tests:
        return
    table = _add(body, "table")
    solved = sum(test.outcome is Verdict.SOLVED for test in tests)
    head = _add(_add(table, "thead"), "tr")
    _add(head, "th", f"{solved} of {len(tests)} tests content", scope="col")
    _add(head, "th", "under the start methods", scope="col")
    rows = _add(table, "tbody")
    for name in dict.fromkeys(test.name for test in tests):
        row = _add(rows, "tr")
        _add(row, "th", name, scope="row")
        cell = _add(row, "td")
        for outcome, methods in _by_outcome(test for test in tests if test.name == name):
            line = _add(cell, "div")
            _verdict(line, outcome)
            line[-1].tail = " "
            _add(line, "span", ", ".join(methods), class_="label")


def _by_outcome(tests: Iterable[CaseResult]) -> Iterator[tuple[Verdict, list[str]]]:
    found: dict[Verdict, list[str]] = {}
    for test in tests:
        found.setdefault(test.outcome, []).append(test.start_method)
    yield from found.items()


def _tries(standing: Standing) -> str:
    tries = "1 try" if standing.tries == 1 else f"{standing.tries} tries"
    if standing.solved_at is None:
        return f"{tries} so far."
    return f"Solved on {standing.solved_at.astimezone():%Y-%m-%d} after {tries}."


def _chapter_name(number: int) -> str:
    return f"{number}. {CHAPTERS.get(number, 'Chapter')}"


def _solved(results: Iterable[KataResult]) -> int:
    return sum(result.verdict is Verdict.SOLVED for result in results)
