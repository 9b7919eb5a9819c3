"""The report page: what the command says, what the page holds, and how it works in a real browser."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dojo import catalog
from dojo.arena.observation import Ending, Observation, ProcessSeen
from dojo.grading import ROOT
from dojo.report.page import page
from dojo.verdict import CaseResult, KataResult, Verdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KATAS = catalog.find(ROOT)
# Of the graded answers. k51's stub is right under fork, the method here; k21 attacks the page, k26 is
# missing.
SOLVED = ("k11", "k22", "k51")
EVIL = "</svg></pre></title><script>ran = 1</script><img src=x onerror='ran = 1'>"
HOSTILE = f"""
import multiprocessing as mp
import sys

EVIL = "{EVIL}"


def run_in_child(work, item, **options):
    child = mp.Process(target=print, args=(EVIL,), name=EVIL)
    child.start()
    child.join()  # {EVIL}
    print(EVIL, file=sys.stderr)
    raise RuntimeError(EVIL + chr(0) + chr(27) + chr(0xD800))
"""

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()


def dojo(*words: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """``python -m dojo report …`` with its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "dojo", "report", *map(str, words)],
        cwd=cwd, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page about all katas: some solved, one that attacks the page, one missing, and stubs."""
    folder = tmp_path_factory.mktemp("report")
    answers = folder / "answers"
    shutil.copytree(ROOT / "katas", answers, ignore=shutil.ignore_patterns("k26*", "__pycache__"))
    for kata in KATAS:
        if kata.id in SOLVED:
            shutil.copy(kata.solution, answers)
    (answers / "k21_the_missing_comma.py").write_text(HOSTILE)
    done = dojo("--against", answers, "--start", "fork", "--out", folder / "report.html")
    assert (done.returncode, done.stderr) == (1, "")
    return folder / "report.html"


# ---- The command ---------------------------------------------------------------------------------


def test_it_says_how_many_are_solved_and_where_the_page_is(tmp_path: Path) -> None:
    file = tmp_path / "my page.html"
    done = dojo("k21", "--against", ROOT / "solutions", "--start", "fork", "--out", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"1 of 1 solved. The report is {file}\n"
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["k99"], "There is no kata or chapter 'k99'"),
        (["--out", "/nowhere/page.html"], "There is no folder /nowhere for page.html"),
        (["--out", "katas/k21_the_missing_comma.py"], "a file whose name ends in .html, not k21"),
        (["k21", "--against", "/nowhere"], "There is no file or folder /nowhere"),
    ],
)
def test_what_cannot_be_is_told_in_one_line_and_nothing_is_written(
    words: list[str], says: str, tmp_path: Path
) -> None:
    out = ["--out", str(tmp_path / "page.html")] if "--out" not in words else []
    done = dojo(*words, *out)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not [*tmp_path.iterdir()]


def test_a_page_that_does_not_fit_on_the_disk_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("the old page\n")
    done = subprocess.run(
        ["sh", "-c", 'ulimit -S -f 16; exec "$@"', "sh",  # 16 blocks: no page is so small
         sys.executable, "-m", "dojo", "report", "k21", "--against", ROOT / "solutions",
         "--start", "fork", "--out", file],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, f"File too large: {file}\n")
    assert file.read_text() == "the old page\n"
    assert [*tmp_path.iterdir()] == [file]


def test_of_the_learners_own_work_it_tells_the_tries(tmp_path: Path) -> None:
    for folder in ("dojo", "katas", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    assert dojo("k21", cwd=tmp_path).returncode == 1
    assert "1 try so far." in (tmp_path / "report.html").read_text("utf-8")

    shutil.copy(ROOT / "solutions/k21_the_missing_comma.py", tmp_path / "katas")
    assert dojo("k21", cwd=tmp_path).returncode == 0
    said = (tmp_path / "report.html").read_text("utf-8")
    assert re.search(r"Solved on \d{4}-\d\d-\d\d after 2 tries\.", said)


# ---- The page, without a browser -----------------------------------------------------------------


class Elements(HTMLParser):
    """Every element of a page with its attributes, as a browser would make them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def names(self) -> Counter[str]:
        return Counter(tag for tag, _ in self.found)

    def values(self, *names: str) -> list[str]:
        return [
            attributes[n] or "" for _, attributes in self.found for n in names if n in attributes
        ]


def attack(text: str) -> str:
    """The page when everything that can come from an answer, or a stub, is this text."""
    process = ProcessSeen(7, 1, "child", "fork", text, 0.0, 0.1, 0, 0.0, 0, 0, {})
    seen = Observation(
        text, "fork", Ending("raised", error=text, text=text), 1,
        stdout=text, stderr=text, processes=(process,),
    )  # fmt: skip
    test = CaseResult(text, "fork", Verdict.NOT_YET, text, f"did {text}\nsaw {text}", 0.0, seen)
    kata = next(k for k in KATAS if k.id == "k21")
    hostile = catalog.Kata(**{**vars(kata), "title": text})
    result = KataResult(kata.id, kata.name, test.outcome, text, test.message, (test,))
    return page([hostile], [result], datetime.now(UTC))


def test_whatever_an_answer_says_is_text_and_makes_no_element() -> None:
    harmless, hostile = Elements(attack("harmless")), Elements(attack(EVIL))
    assert hostile.names() == harmless.names()
    assert hostile.names()["script"] == 1
    assert not [n for _, attributes in hostile.found for n in attributes if n.startswith("on")]


def test_characters_that_no_file_can_hold_are_shown_by_others() -> None:
    said = attack("half \ud800, end \x1b[0m, nul \0")
    assert r"half \ud800, end \x1b[0m, nul \x00" in said
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", said)


def test_a_result_without_any_test_still_shows_its_reason() -> None:
    lost = KataResult("k21", "k21_the_missing_comma", Verdict.COULD_NOT_TELL, None, "It is lost.")
    said = page([k for k in KATAS if k.id == "k21"], [lost], datetime.now(UTC))
    assert '<p class="said">It is lost.</p>' in said
    assert "1 could not be told: the grader's own fault, not yours." in said


def test_a_long_output_is_cut_in_the_middle_and_says_so() -> None:
    said = attack(f"begin{'x' * 100_000}end")
    assert "characters are left out here" in said.partition("<pre")[2]


def test_the_page_refers_to_nothing_outside_itself(report: Path) -> None:
    html = report.read_text("utf-8")
    elements = Elements(html)
    assert set(elements.names()) & {"iframe", "object", "embed", "base", "img", "form"} == set()
    assert all(value.startswith(("#", "data:,")) for value in elements.values("href", "src"))
    assert "@import" not in html
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)", html))


def test_every_id_is_there_once_and_every_reference_leads_somewhere(report: Path) -> None:
    elements = Elements(report.read_text("utf-8"))
    ids = elements.values("id")
    assert len(ids) == len(set(ids))
    named = " ".join(elements.values("aria-labelledby", "for")).split()
    linked = [value[1:] for value in elements.values("href") if value.startswith("#")]
    drawn = [value[5:-1] for value in elements.values("fill", "marker-end") if "url(#" in value]
    assert {*named, *linked, *drawn} <= {*ids}


def test_sixty_katas_with_their_pictures_are_less_than_500_kilobytes(report: Path) -> None:
    html = report.read_text("utf-8")
    details = re.findall(r"<details.*?</details>", html, re.DOTALL)
    assert len(details) == len(KATAS) == html.count("<details")
    assert (
        html.count('<svg class="picture" role="img"') >= len(KATAS) - 2
    )  # one is missing, one made no run
    all_details = sum(len(one.encode()) for one in details)
    shell = len(html.encode()) - all_details
    assert shell + all_details * 60 / len(KATAS) < 500_000


# ---- The page in Chromium ------------------------------------------------------------------------


def missing() -> str:
    """What the tests in a browser lack on this machine, and how to get it; empty when nothing."""
    try:
        import playwright.sync_api  # noqa: F401, PLC0415  # reason: only asked whether it is there
    except ImportError:
        return "playwright is not installed: sh dojo/setup.sh --dev installs it"
    if not CHROMIUM.exists():
        return f"there is no {CHROMIUM}: as root, apt-get install chromium installs it"
    return ""


def demand_a_browser() -> None:
    """Skip the test without one; in CI fail, because a skipped proof is no proof."""
    if lacks := missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacks)


def test_without_a_browser_these_tests_are_skipped_and_in_ci_they_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "CHROMIUM", Path("/nowhere/chromium"))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"installed|apt-get install chromium"):
        demand_a_browser()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"installed|apt-get install chromium"):
        demand_a_browser()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One Chromium for all tests here."""
    demand_a_browser()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # reason: it may be missing

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


class Window:
    """Opens pages, and keeps what they asked for and complained about."""

    def __init__(self, browser: "Browser") -> None:
        self.browser = browser
        self.heard: list[str] = []
        self.requests: list[str] = []

    def open(self, file: Path, fragment: str = "", *, width: int = 1200, **options: Any) -> "Page":
        options["viewport"] = {"width": width, "height": 800}
        tab = self.browser.new_context(**options).new_page()
        tab.on("console", lambda message: self.heard.append(message.text))
        tab.on("pageerror", lambda error: self.heard.append(str(error)))
        tab.on("dialog", lambda dialog: self.heard.append(dialog.message))
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.goto(f"{file.as_uri()}{fragment}")
        return tab


@pytest.fixture
def window(browser: "Browser") -> Iterator[Window]:
    """Windows of one test; no page may have complained in any of them."""
    window = Window(browser)
    yield window
    for context in browser.contexts:
        context.close()
    assert window.heard == []


def shown(tab: "Page") -> list[str]:
    """The ids of the katas that are to be seen."""
    ids: list[str] = tab.locator(".kata:visible").evaluate_all("all => all.map(one => one.id)")
    return ids


def opened(tab: "Page") -> int:
    return tab.locator(".kata[open]:visible").count()


def test_it_opens_offline_and_asks_for_nothing_but_itself(window: Window, report: Path) -> None:
    tab = window.open(report, offline=True)
    assert [url for url in window.requests if not url.startswith("data:,")] == [report.as_uri()]
    assert tab.locator(".total").inner_text() == f"{len(SOLVED)} of {len(KATAS)} solved"
    assert tab.locator(".next").inner_text() == (
        "Next: edit katas/k12_who_am_i.py, then run make k12"
    )
    when = r"Graded on \d{4}-\d\d-\d\d at \d\d:\d\d · Python 3\.\d+\.\S+ · fork"
    assert re.fullmatch(when, tab.locator(".when").inner_text())
    assert shown(tab) == [kata.id for kata in KATAS]


def test_one_h1_headings_in_order_landmarks_and_names(window: Window, report: Path) -> None:
    tab = window.open(report)
    tab.get_by_role("button", name="Expand all").click()
    levels = [int(tag[1]) for tag in tab.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "all => all.map(one => one.tagName)"
    )]  # fmt: skip
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    for role in ("banner", "navigation", "search", "main", "contentinfo"):
        assert tab.get_by_role(role).count() == 1, role
    assert tab.get_by_role("progressbar", name="2. The Process object: solved").count() == 1
    assert tab.get_by_role("searchbox", name="Find").count() == 1
    assert tab.get_by_role("group", name="Show").get_by_role("radio").count() == 3
    assert tab.get_by_role("img", name="run_all").count() >= 1
    assert (
        tab.locator("[aria-live=polite]").inner_text()
        == f"{len(KATAS)} of {len(KATAS)} katas shown"
    )


def test_the_filter_with_the_mouse(window: Window, report: Path) -> None:
    tab = window.open(report)
    tab.get_by_text(f"Solved ({len(SOLVED)})", exact=True).click()
    assert shown(tab) == [*SOLVED]
    assert tab.locator("#shown").inner_text() == f"{len(SOLVED)} of {len(KATAS)} katas shown"
    tab.get_by_text(f"Not solved ({len(KATAS) - len(SOLVED)})").click()
    assert shown(tab) == [kata.id for kata in KATAS if kata.id not in SOLVED]
    tab.get_by_label("Find").fill("JOIN_in_loop")
    assert shown(tab) == ["k23"]
    assert tab.locator("section:visible").count() == 1
    tab.get_by_label("Find").fill("xyzzy")
    assert tab.locator("#shown").inner_text() == "No kata fits."


def test_the_filter_with_the_keyboard(window: Window, report: Path) -> None:
    tab = window.open(report)
    tab.locator("nav a").last.focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert shown(tab) == [*SOLVED]
    tab.keyboard.press("Tab")
    tab.keyboard.type("k22")
    assert shown(tab) == ["k22"]


def test_all_at_once_and_each_alone_with_mouse_and_keyboard(window: Window, report: Path) -> None:
    tab = window.open(report)
    tab.locator("#k23 > summary").click()
    assert (opened(tab), tab.locator("#k23 dl").is_visible()) == (1, True)
    tab.get_by_role("button", name="Expand all").click()
    assert opened(tab) == len(KATAS)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")  # on "Collapse all"
    assert opened(tab) == 0
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")  # on the first kata
    assert opened(tab) == 1
    tab.keyboard.press("Enter")
    assert opened(tab) == 0


def test_a_link_to_a_kata_opens_it(window: Window, report: Path) -> None:
    tab = window.open(report, "#k23")
    assert tab.locator("#k23 figure").is_visible()
    assert opened(tab) == 1


def test_without_script_all_can_be_read_and_nothing_dead_is_shown(
    window: Window, report: Path
) -> None:
    tab = window.open(report, java_script_enabled=False)
    assert not tab.locator("search").is_visible()
    tab.locator("#k23 > summary").click()
    assert tab.locator("#k23 dl").is_visible()


_FOCUSABLE = "a[href], input[type=search], input:checked, button, summary, .box"


def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    window: Window, report: Path
) -> None:
    tab = window.open(report)
    tab.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    everything = tab.locator(_FOCUSABLE)
    everything.evaluate_all("all => all.forEach((one, number) => { one.dataset.number = number })")
    for number in range(everything.count()):
        tab.keyboard.press("Tab")
        here, outline = tab.evaluate(
            "[Number(document.activeElement.dataset.number),"
            " getComputedStyle(document.activeElement).outline]"
        )
        assert here == number
        assert "solid 2px" in outline, outline


@pytest.mark.parametrize("width", [320, 360, 1200])
def test_the_page_itself_never_scrolls_sideways(window: Window, report: Path, width: int) -> None:
    tab = window.open(report, width=width)
    for _ in ("collapsed", "expanded"):
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.get_by_role("button", name="Expand all").click()
    wide = "box => box.scrollWidth > box.clientWidth"
    assert tab.locator("#k23 .box").evaluate(wide) == (width < 960)


def test_what_is_pressed_is_large_enough(window: Window, report: Path) -> None:
    tab = window.open(report, width=320)
    for target in tab.locator("nav a, fieldset label, input[type=search], button, summary").all():
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24, target


# For every text that is seen: its contrast with the nearest ground below it (WCAG 2.2, 1.4.3).
_CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    const colour = numbers(getComputedStyle(element).backgroundColor);
    return colour[3] === 0 && element.parentElement ? ground(element.parentElement) : colour;
  };
  return [...document.body.querySelectorAll("*")]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter((e) => e.checkVisibility() && !e.closest("defs, script") && e.getClientRects().length)
    .map((e) => {
      const style = getComputedStyle(e);
      const ink = e instanceof SVGElement ? style.fill : style.color;
      const [a, b] = [light(numbers(ink)), light(ground(e))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.textContent.slice(0, 60)];
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(window: Window, report: Path, scheme: str) -> None:
    tab = window.open(report, color_scheme=scheme)
    tab.get_by_role("button", name="Expand all").click()
    contrasts = tab.evaluate(_CONTRASTS)
    assert len(contrasts) > 300
    assert [(ratio, text) for ratio, text in contrasts if ratio < 4.5] == []
    paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper))) > 384) == (scheme == "light")


def test_nothing_moves(window: Window, report: Path) -> None:
    tab = window.open(report, reduced_motion="reduce")
    tab.get_by_role("button", name="Expand all").click()
    assert tab.evaluate("document.getAnimations().length") == 0


def test_what_an_answer_prints_raises_and_names_runs_nothing(window: Window, report: Path) -> None:
    tab = window.open(report, "#k21")
    kata = tab.locator("#k21")
    saw = kata.locator("dd", has_text="it raised RuntimeError").inner_text()
    assert rf"{EVIL}\x00\x1b\ud800" in saw
    assert EVIL in kata.locator("pre").first.inner_text()
    assert tab.evaluate("typeof ran") == "undefined"
    assert tab.locator("img, script").count() == 1  # the page's own script


def test_even_a_missed_escape_could_not_run(window: Window, report: Path, tmp_path: Path) -> None:
    file = tmp_path / "broken.html"
    file.write_text(report.read_text("utf-8").replace("<main", f"{EVIL}<main", 1))
    tab = window.open(file)
    assert tab.locator("img").count() == 1
    assert tab.evaluate("typeof ran") == "undefined"
    assert len(window.heard) >= 2
    assert all("Content Security Policy" in line for line in window.heard)
    window.heard.clear()


def lanes(tab: "Page", kata: str) -> list[dict[str, float]]:
    """Where each process of a kata's picture lived, from top to bottom, in pixels."""
    found: dict[str, dict[str, float]] = {}
    for piece in tab.locator(f"#{kata} rect[data-pid]:not(.ended)").all():
        box = piece.bounding_box()
        assert box
        lane = {"left": box["x"], "right": box["x"] + box["width"], "top": box["y"]}
        before = found.setdefault(piece.get_attribute("data-pid") or "", lane)
        before["left"] = min(before["left"], lane["left"])
        before["right"] = max(before["right"], lane["right"])
    return sorted(found.values(), key=lambda lane: lane["top"])


def test_children_that_run_one_after_another_are_drawn_as_stairs(
    window: Window, report: Path
) -> None:
    _, *children = lanes(window.open(report, "#k23"), "k23")
    assert len(children) == 3
    for earlier, later in pairwise(children):
        assert later["top"] > earlier["top"]
        assert later["left"] >= earlier["right"] - 2  # the least width of what is drawn


def test_children_that_run_at_the_same_time_are_drawn_side_by_side(
    window: Window, tmp_path: Path
) -> None:
    file = tmp_path / "solved.html"
    dojo("k23", "--against", ROOT / "solutions", "--start", "fork", "--out", file)
    _, *children = lanes(window.open(file, "#k23"), "k23")
    assert len(children) == 3
    assert max(child["left"] for child in children) < min(child["right"] for child in children)
