"""The picture of what the processes did: true, readable in every form, and harmless."""

import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from dojo.arena.observation import (
    Doing,
    Ending,
    Event,
    Leftovers,
    Observation,
    ProcessSeen,
    Span,
    Waiting,
)
from dojo.grading import ROOT
from dojo.picture import lanes
from dojo.picture.lanes import Picture, picture_of
from dojo.picture.page import Words, page
from dojo.picture.svg import DARK, LIGHT, STYLE, svg
from dojo.picture.terminal import Drawing
from dojo.picture.trace import trace

MAIN, ONE, TWO, GRANDCHILD, TRACKER = 100, 101, 102, 103, 109
EVIL = "</text></pre><script>alert('\"&')</script>\x1b[2J\x00\ud800\n"


def process(pid: int, parent: int, start: float, end: float | None, **more: Any) -> ProcessSeen:
    """A process as the arena tells of it."""
    told = {"role": "child" if parent else "answer", "exit_code": 0, "command": "python"} | more
    return ProcessSeen(
        pid, parent, started="fork", start=start, end=end, cpu_seconds=0.0,
        voluntary_switches=0, involuntary_switches=0, states={}, **told,
    )  # fmt: skip


def span(pid: int, start: float, end: float, doing: Doing = "runs", **more: Any) -> Span:
    """What a process did for a while."""
    return Span(pid, start, end, doing, **more)


def seen(*parts: ProcessSeen | Span | Event, **more: Any) -> Observation:
    """A run with these processes, spans and events."""
    told: dict[str, Any]
    told = {"function": "work", "start_method": "fork", "ending": Ending("returned"), "root": MAIN}
    return Observation(
        processes=tuple(p for p in parts if isinstance(p, ProcessSeen)),
        spans=tuple(p for p in parts if isinstance(p, Span)),
        events=tuple(p for p in parts if isinstance(p, Event)),
        **(told | more),
    )


def joined() -> Observation:
    """One that starts a child, which sleeps, and joins it."""
    return seen(
        process(MAIN, 0, 0.0, 2.0),
        process(ONE, MAIN, 0.1, 1.5, exit_code=-15),
        span(MAIN, 0.0, 0.11),
        span(MAIN, 0.11, 1.5, "join", waits_for="for a child to end (join)", line=20,
             source="child.join()", whom=(ONE,)),
        span(MAIN, 1.5, 2.0),
        span(ONE, 0.1, 0.101),
        span(ONE, 0.101, 1.5, "sleep", waits_for="for time to pass (sleep)", line=9),
        Event("note", "work", ONE, 0.1005),
        Event("returned", "returned", MAIN, 1.75),
    )  # fmt: skip


def deadlocked() -> Observation:
    """One that joins its child, which waits until it reads."""
    return seen(
        process(MAIN, 0, 0.0, 1.1, exit_code=-9),
        process(ONE, MAIN, 0.2, 1.2, exit_code=-9),
        span(MAIN, 0.0, 0.3),
        span(MAIN, 0.3, 1.1, "join", waits_for="for a child to end (join)", line=14, whom=(ONE,)),
        span(ONE, 0.2, 0.5),
        span(ONE, 0.5, 1.2, "pipe", waits_for="for somebody to read its queue", line=9, whom=(MAIN,)),
        ending=Ending("stuck"),
        program_stopped="stuck",
        at_end=Leftovers(alive=(ONE,)),
    )  # fmt: skip


def in_terminal(picture: Picture, width: int = 80, encoding: str = "utf-8") -> str:
    """What a terminal of this kind shows, without colour."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    Console(file=file, width=width, highlight=False).print(Drawing(picture))
    file.flush()
    return raw.getvalue().decode(encoding)


def boxes(drawing: str) -> list[ET.Element]:
    """The pieces of an SVG; that it can be parsed at all says that everything is escaped."""
    parts = ET.fromstring(drawing)  # noqa: S314  # reason: our own text
    return [rect for rect in parts.iter("rect") if rect.get("data-pid")]


def reach(drawing: str) -> dict[int, tuple[float, float]]:
    """From where to where each process is drawn."""
    found: dict[int, tuple[float, float]] = {}
    for box in boxes(drawing):
        pid, left = int(box.attrib["data-pid"]), float(box.attrib["x"])
        right = left + float(box.attrib["width"])
        before = found.get(pid, (left, right))
        found[pid] = min(before[0], left), max(before[1], right)
    return found


def drawn_in(html: str) -> str:
    """The SVG of a page."""
    return html[html.index("<svg") : html.index("</svg>") + len("</svg>")]


# -- lanes -----------------------------------------------------------------------------------------


def test_lanes_stand_below_who_started_them_in_the_order_of_birth() -> None:
    picture = picture_of(
        seen(
            process(MAIN, 0, 0.0, 9.0),
            process(TWO, MAIN, 2.0, 3.0),
            process(ONE, MAIN, 1.0, 5.0),
            process(GRANDCHILD, ONE, 3.0, 4.0),
            process(TRACKER, MAIN, 0.5, 9.0, role="helper"),
        )
    )
    told = [(lane.pid, lane.label, lane.depth) for lane in picture.lanes]
    assert told == [
        (MAIN, "main", 0), (ONE, "child 1", 1), (GRANDCHILD, "child 1.1", 2), (TWO, "child 2", 1),
    ]  # fmt: skip
    assert [(a.kind, a.source, a.target, a.at) for a in picture.arrows] == [
        ("starts", MAIN, ONE, 1.0), ("starts", ONE, GRANDCHILD, 3.0), ("starts", MAIN, TWO, 2.0),
    ]  # fmt: skip


def test_what_the_fork_server_started_stands_below_who_asked_for_it() -> None:
    server = process(TRACKER, MAIN, 0.5, 9.0, role="helper")
    run = seen(process(MAIN, 0, 0.0, 9.0), server, process(ONE, TRACKER, 1.0, 2.0))
    picture = picture_of(run)
    assert [lane.pid for lane in picture.lanes] == [MAIN, ONE]
    assert [(a.source, a.target) for a in picture.arrows] == [(MAIN, ONE)]


def test_a_helper_has_a_lane_when_it_was_left_behind() -> None:
    tracker = process(TRACKER, MAIN, 0.5, 9.0, role="helper")
    run = seen(process(MAIN, 0, 0.0, 9.0), tracker, at_end=Leftovers(orphans=(TRACKER,)))
    lane = picture_of(run).lane(TRACKER)
    assert (lane.label, lane.ended, lane.left) == ("helper 1", None, "left behind")


def test_without_spans_a_process_lived_and_what_it_did_was_not_seen() -> None:
    run = replace(joined(), spans=())
    lane = picture_of(run).lane(ONE)
    assert [(p.start, p.end, p.kind) for p in lane.pieces] == [(0.1, 1.5, "not seen")]
    assert lane.fate == "killed by SIGTERM"
    assert "░░░" in in_terminal(picture_of(run))


def test_a_gap_is_told_and_the_time_between_two_looks_is_none() -> None:
    run = seen(
        process(MAIN, 0, 0.0, 2.0), span(MAIN, 0.001, 0.5), span(MAIN, 1.0, 1.5, "sleep")
    )  # fmt: skip
    pieces = picture_of(run).lanes[0].pieces
    assert [(p.start, p.end, p.kind) for p in pieces] == [
        (0.0, 0.5, "runs"), (0.5, 1.0, "not seen"), (1.0, 1.5, "sleep"), (1.5, 2.0, "not seen"),
    ]  # fmt: skip


def test_a_child_that_nobody_joined_ends_before_its_zombie_does() -> None:
    run = seen(
        process(MAIN, 0, 0.0, 2.0),
        process(ONE, MAIN, 0.5, 2.0, exit_code=3),
        span(ONE, 0.5, 1.0),
        span(ONE, 1.0, 2.0, "ended", waits_for="to be joined"),
        at_return=Leftovers(unreaped=(ONE,)),
    )
    lane = picture_of(run).lane(ONE)
    assert (lane.ended, lane.until, lane.fate, lane.left) == (1.0, 2.0, "exit code 3", "not joined")
    assert "█z" in in_terminal(picture_of(run))


def test_a_parent_that_the_test_has_killed_has_its_end_and_its_orphan_has_none() -> None:
    stuck = replace(deadlocked(), program_exit=-9)
    parent, orphan = picture_of(stuck).lanes
    assert (parent.ended, parent.fate) == (1.1, "killed by SIGKILL")
    assert (orphan.ended, orphan.fate) == (None, "still there")


def test_a_process_that_was_still_there_has_no_end() -> None:
    lane = picture_of(deadlocked()).lane(ONE)
    assert (lane.ended, lane.fate, lane.until) == (None, "still there", 1.2)


def test_of_waits_that_repeat_the_longest_has_an_arrow() -> None:
    told: Any = {"waits_for": "for a child to end (join)", "line": 5, "whom": (ONE,)}
    run = seen(
        process(MAIN, 0, 0.0, 9.0),
        process(ONE, MAIN, 0.0, 9.0),
        span(MAIN, 0.0, 1.0, "join", **told),
        span(MAIN, 1.0, 2.0),
        span(MAIN, 2.0, 8.0, "join", **told),
        span(MAIN, 8.0, 9.0, "pipe", whom=(ONE, TWO)),
    )
    (arrow,) = (a for a in picture_of(run).arrows if a.kind == "waits")
    assert 2.0 < arrow.at < 8.0
    assert not arrow.cycle


def test_a_deadlock_is_a_cycle_and_told_in_words() -> None:
    picture = picture_of(deadlocked())
    assert picture.cycle == (MAIN, ONE)
    assert picture.stuck == (
        "main waits for child 1 to end (join), line 14",
        "child 1 waits for somebody to read its queue, line 9 (only main could end that)",
    )
    cycle = {(a.source, a.target) for a in picture.arrows if a.cycle}
    assert cycle == {(MAIN, ONE), (ONE, MAIN)}


def test_who_waits_beside_the_cycle_is_not_in_it() -> None:
    run = deadlocked()
    more = (process(TWO, MAIN, 0.4, 1.2), span(TWO, 0.4, 1.2, "lock", whom=(ONE,)))
    run = replace(
        run, processes=(*run.processes, more[0]), spans=(more[1], *run.spans),
        at_end=Leftovers(alive=(ONE, TWO)),
    )  # fmt: skip
    assert set(picture_of(run).cycle) == {MAIN, ONE}


def test_a_lock_that_its_owner_asks_for_again_is_a_cycle_of_one() -> None:
    run = seen(
        process(MAIN, 0, 0.0, 1.0),
        span(MAIN, 0.0, 1.0, "lock", waits_for="to acquire a lock", line=5, whom=(MAIN,)),
        ending=Ending("stuck"),
        program_stopped="stuck",
    )
    picture = picture_of(run)
    assert picture.stuck == ("main waits to acquire a lock, line 5 (only itself could end that)",)
    assert "main ── line 5 ──→ main" in in_terminal(picture)


def test_a_lock_whose_owner_is_dead_is_no_cycle_and_told_with_its_owner() -> None:
    told: Any = {"waits_for": "to acquire a lock or semaphore", "line": 21}
    run = seen(
        process(MAIN, 0, 0.0, 1.0),
        process(ONE, MAIN, 0.1, 0.5, exit_code=-9),
        span(MAIN, 0.0, 1.0, "lock", whom=(ONE,), **told),
        ending=Ending("stuck"),
        program_stopped="stuck",
        waiting=(Waiting(MAIN, "answer", "futex", **told),),
    )
    picture = picture_of(run)
    assert picture.cycle == ()
    (sentence,) = picture.stuck
    assert sentence == (
        "main waits to acquire a lock or semaphore, line 21"
        " (only child 1 could end that, and it has ended: killed by SIGKILL)"
    )


def test_without_spans_a_deadlock_is_told_by_where_each_process_stands() -> None:
    told: Any = {"waits_for": "to receive from a pipe", "line": 7}
    waiting = (Waiting(MAIN, "answer", "read", **told), Waiting(ONE, "child", "read", **told))
    picture = picture_of(replace(deadlocked(), spans=(), waiting=waiting))
    assert picture.stuck == (
        "main waits to receive from a pipe, line 7", "child 1 waits to receive from a pipe, line 7",
    )  # fmt: skip


def test_a_run_that_returned_has_no_deadlock_however_its_waits_look() -> None:
    run = replace(deadlocked(), ending=Ending("returned"), program_stopped="")
    assert picture_of(run).cycle == ()
    assert "Deadlock" not in in_terminal(picture_of(run))


def test_time_keeps_its_order_shows_short_moments_and_compresses_long_waits() -> None:
    scale = picture_of(joined()).scale
    assert list(scale.places) == sorted(scale.places)
    assert (scale.places[0], scale.places[-1]) == (0.0, 1.0)
    assert scale.place(0.101) - scale.place(0.1) > 0.02  # a thousandth of two seconds
    assert scale.place(1.5) - scale.place(0.11) < 1.39 / 2.0
    for moment in scale.moments:
        assert scale.seconds(scale.place(moment)) == pytest.approx(moment)


def test_what_one_look_saw_is_drawn_at_one_place() -> None:
    run = seen(
        process(MAIN, 0, 0.0, 1.0), process(ONE, MAIN, 0.1, 0.5002), process(TWO, MAIN, 0.5, 0.9)
    )  # fmt: skip
    scale = picture_of(run).scale
    assert scale.place(0.5) == scale.place(0.5002)


def test_a_run_of_which_nothing_is_known_can_be_drawn() -> None:
    picture = picture_of(seen())
    assert picture.lanes == ()
    in_terminal(picture)
    ET.fromstring(svg(picture, "p"))  # noqa: S314  # reason: our own text


def test_of_very_many_processes_the_first_are_drawn_and_the_rest_counted() -> None:
    run = seen(
        process(MAIN, 0, 0.0, 9.0), *(process(200 + n, MAIN, n / 100, 9.0) for n in range(99))
    )
    picture = picture_of(run)
    assert len(picture.lanes) + picture.omitted == 100
    for told in (in_terminal(picture), svg(picture, "p")):
        assert f"and {picture.omitted} more processes, not drawn" in told


# -- in the terminal -------------------------------------------------------------------------------


def test_the_terminal_shows_who_does_what_and_where() -> None:
    told = in_terminal(picture_of(joined()))
    assert re.search(r"^main +█+─+█+┤ exit code 0$", told, re.MULTILINE)
    assert re.search(r"^  child 1 +└█+·+┤ +killed by SIGTERM$", told, re.MULTILINE)
    assert "line 20: child.join()" in told
    assert "█ runs   ─ waits for a process to end   · sleeps   ┤ ended" in told
    assert "a note 'work'   b the call returned" in told
    assert "gate" not in told
    assert "Not to scale" in told
    assert "2.00 s" in told
    assert "line 20 → child 1" in in_terminal(picture_of(joined()), 120)


def test_the_terminal_draws_a_deadlock() -> None:
    told = in_terminal(picture_of(deadlocked()))
    assert "main ── line 14 ──→ child 1 ── line 9 ──→ main" in told
    assert "main waits for child 1 to end (join), line 14" in told
    assert re.search(r"^main .*─▶ still there$", told, re.MULTILINE)


@pytest.mark.parametrize("run", [joined(), deadlocked(), seen()], ids=["joined", "stuck", "none"])
@pytest.mark.parametrize("width", [20, 33, 63, 64, 80, 200])
def test_no_line_is_wider_than_the_terminal(run: Observation, width: int) -> None:
    told = in_terminal(picture_of(run), width).splitlines()
    assert max(map(len, told)) <= width


def test_narrower_than_twenty_columns_it_still_says_everything() -> None:
    told = re.sub(r"\s+", "", in_terminal(picture_of(joined()), 7))
    assert "killedbySIGTERM" in told


def test_a_wide_terminal_is_used() -> None:
    assert max(map(len, in_terminal(picture_of(joined()), 160).splitlines())) > 140


def test_where_the_glyphs_cannot_be_shown_it_is_drawn_in_ascii() -> None:
    told = in_terminal(picture_of(deadlocked()), encoding="ascii")
    assert re.search(r"^main +#+-+> still there$", told, re.MULTILINE)
    assert "# runs   - waits for a process to end" in told
    assert "?" not in told


def test_everything_that_a_process_can_do_has_its_words() -> None:
    assert set(lanes.WORDS) == {*get_args(Doing), "not seen"}


def test_every_kind_has_a_glyph_of_its_own() -> None:
    run = seen(
        process(MAIN, 0, 0.0, 99.0),
        *(span(MAIN, n, n + 1, kind) for n, kind in enumerate(lanes.WORDS) if kind != "not seen"),
    )
    for encoding in ("utf-8", "ascii"):
        told = in_terminal(picture_of(run), encoding=encoding)
        bar = next(line for line in told.splitlines() if line.startswith("main"))
        assert len(set(bar[13:60])) == len(lanes.WORDS) + 1  # and the sign of its end


# -- as SVG and as a page --------------------------------------------------------------------------


def test_the_svg_tells_each_piece_in_data_and_in_words() -> None:
    picture = picture_of(joined())
    join = next(box for box in boxes(svg(picture, "p")) if box.get("data-kind") == "join")
    assert (join.get("data-pid"), join.get("data-line")) == (str(MAIN), "20")
    assert (join.get("data-start"), join.get("data-end")) == ("0.110000", "1.500000")
    title = join.find("title")
    assert title is not None
    assert title.text == (
        "main waits for a child to end (join), line 20: child.join() (from 110 ms to 1.50 s)"
    )


def test_the_svg_is_an_image_with_a_title_and_a_description() -> None:
    top = ET.fromstring(svg(picture_of(deadlocked()), "p1"))  # noqa: S314  # reason: our own text
    assert top.get("role") == "img"
    told = {part.get("id"): part.text or "" for part in top if part.tag in ("title", "desc")}
    assert list(told) == (top.get("aria-labelledby") or "").split()
    assert told["p1-title"] == "work(…) under fork"
    assert "main waits for child 1 to end (join), line 14." in told["p1-desc"]


def test_two_svgs_on_a_page_do_not_share_an_id() -> None:
    ids = [set(re.findall(r' id="([^"]+)"', svg(picture_of(joined()), name))) for name in "ab"]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_no_kind_is_told_by_its_colour_alone() -> None:
    run = seen(
        process(MAIN, 0, 0.0, 99.0),
        *(span(MAIN, n, n + 1, kind) for n, kind in enumerate(lanes.WORDS) if kind != "not seen"),
    )
    top = ET.fromstring(svg(picture_of(run), "p"))  # noqa: S314  # reason: our own text
    paths = [pattern.find("path") for pattern in top.iter("pattern")]
    textures = {path.get("d") for path in paths if path is not None}
    assert len(textures) == len(lanes.WORDS) - 1  # what runs is solid


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast_is_enough_in_both_themes(colours: dict[str, str]) -> None:
    for name, colour in colours.items():
        needed = 4.5 if name in ("text", "quiet") else 3.0
        if name != "ground":
            assert contrast(colour, colours["ground"]) >= needed, name
        assert f"--picture-{name}: {colour};" in STYLE


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def evil() -> Observation:
    """A run in which every text that an answer can choose is an attack."""
    return seen(
        process(MAIN, 0, 0.0, 1.0, command=EVIL),
        span(MAIN, 0.0, 1.0, "lock", waits_for=EVIL, line=1, function=EVIL, source=EVIL),
        Event("note", EVIL, MAIN, 0.5),
        Event("refused", EVIL, MAIN, 0.6),
        function=EVIL,
        stdout=EVIL,
        stderr=EVIL,
    )


def test_what_an_answer_says_is_only_ever_text() -> None:
    html = page(evil(), Words(EVIL, EVIL, EVIL))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    html.encode("utf-8")
    assert "\x1b" not in html
    assert "\x00" not in html
    assert boxes(drawn_in(html))
    told = in_terminal(picture_of(evil()))
    assert "\x1b" not in told
    json.loads(trace(picture_of(evil())))


def test_the_page_is_complete_and_asks_nobody() -> None:
    html = page(joined(), Words("k23  A title", "a test, under fork: solved"))
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>k23  A title</title>" in html
    assert '<meta name="viewport"' in html
    assert "default-src 'none'" in html
    assert not re.search(r"https?:|//|\bsrc=|\bhref=|@import|url\((?!#)|<script", html)
    assert "It printed" not in html


def test_of_a_very_long_output_the_page_shows_both_ends() -> None:
    html = page(replace(joined(), stdout="begin" + "x" * 1_000_000 + "end"), Words("k23", "a test"))
    assert "<pre>beginx" in html
    assert "xend</pre>" in html
    assert "characters are left out here" in html
    assert len(html) < 100_000


def test_the_page_shows_what_was_printed_and_the_reason() -> None:
    run = replace(joined(), stdout="1 < 2\n", stderr="oh & no\n")
    html = page(run, Words("k23", "a test", "saw  5 > 4"))
    assert "<pre>1 &lt; 2\n</pre>" in html
    assert "<pre>oh &amp; no\n</pre>" in html
    assert "<pre>saw  5 &gt; 4</pre>" in html


# -- as a trace ------------------------------------------------------------------------------------


def owner_gone() -> Observation:
    """A child waits for a lock whose owner ended long before."""
    return seen(
        process(MAIN, 0, 0.0, 9.0),
        process(ONE, MAIN, 1.0, 3.0),
        span(MAIN, 0.0, 2.0),
        span(MAIN, 2.0, 9.0, "lock", waits_for="to acquire a lock", line=5, whom=(ONE,)),
        span(ONE, 1.0, 3.0),
        ending=Ending("stuck"),
    )


@pytest.mark.parametrize(
    "run", [joined(), deadlocked(), owner_gone()], ids=["joined", "stuck", "owner gone"]
)
def test_the_trace_follows_the_rules_of_its_format(run: Observation) -> None:
    document = json.loads(trace(picture_of(run)))
    events = document["traceEvents"]
    slices = [e for e in events if e["ph"] == "X"]
    for event in events:
        assert {"ph", "name", "ts", "pid", "tid"} <= set(event)
        assert isinstance(event["ts"], int)
        assert event["ph"] in "MXisf"
    for event in slices:
        assert event["dur"] >= 0
    for event in (e for e in events if e["ph"] == "i"):
        assert event["s"] == "t"
    names = {e["pid"]: e["args"]["name"] for e in events if e["name"] == "process_name"}
    assert names == {MAIN: "main", ONE: "child 1"}
    begin, finish = ({e["id"]: e for e in events if e["ph"] == ph} for ph in "sf")
    assert begin.keys() == finish.keys() != set()
    for number, end in finish.items():
        assert end["bp"] == "e"
        assert begin[number]["ts"] <= end["ts"]
        for point in (begin[number], end):  # a flow binds to the slice around it
            assert any(
                s["pid"] == point["pid"] and s["ts"] <= point["ts"] < s["ts"] + s["dur"]
                for s in slices
            )


def test_the_trace_is_ascii_without_the_escapes_that_perfetto_refuses() -> None:
    picture = replace(picture_of(joined()), title="é … \U0001f642 \ud83d \\ud83d")
    written = trace(picture)
    assert written.isascii()
    assert "\\ud83d" not in written.replace("\\\\", "")  # a backslash of the text's own is doubled
    assert json.loads(written)["otherData"]["title"] == "é … \ufffd \ufffd \\ud83d"


def test_times_in_the_trace_are_real_microseconds() -> None:
    events = json.loads(trace(picture_of(joined())))["traceEvents"]
    join = next(e for e in events if e.get("cat") == "join")
    assert (join["ts"], join["dur"]) == (110_000, 1_390_000)
    assert join["args"] == {
        "line": 20, "source": "child.join()", "waits_for": "for a child to end (join)",
    }  # fmt: skip


# -- the command -----------------------------------------------------------------------------------


def dojo(*words: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """``python -m dojo picture …`` with its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "dojo", "picture", *map(str, words)],
        cwd=cwd, capture_output=True, text=True, check=False,
    )  # fmt: skip


def drawn(answer: str, tmp_path: Path, *more: object) -> tuple[str, dict[int, tuple[float, float]]]:
    """What is said about an answer to k23, and from where to where its processes are drawn."""
    file = tmp_path / "k23.html"
    done = dojo("k23", "--against", answer, "--start", "fork", "--html", file, *more)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout, reach(drawn_in(file.read_text("utf-8")))


def test_a_join_inside_the_loop_is_a_staircase(tmp_path: Path) -> None:
    told, places = drawn("selftest/wrong/k23/join_in_loop.py", tmp_path)
    assert "all children run at the same time, under fork: not yet" in told
    main, *children = places.values()
    assert len(children) == 3
    for (left, right), (next_left, next_right) in pairwise(children):
        assert left < right < next_left + 0.5 < next_right  # 0.5: they are drawn rounded
    assert main[0] < children[0][0]
    assert main[1] > children[-1][1]
    assert "─" in told
    assert "stands at a probe" in told


def test_a_rendezvous_is_a_wall(tmp_path: Path) -> None:
    told, places = drawn("solutions", tmp_path)
    assert "under fork: solved" in told
    _, *children = places.values()
    assert len(children) == 3
    assert max(left for left, _ in children) < min(right for _, right in children)


def test_busy_waiting_is_a_bar_without_a_wait(tmp_path: Path) -> None:
    answer = "selftest/wrong/k23/busy_poll.py"
    told, _ = drawn(answer, tmp_path, "--test", "is asleep while")
    assert "it is asleep while it waits, under fork: not yet" in told
    assert "waits for a process to end" not in told


def test_the_other_forms_are_written_whole_and_nothing_else_is(tmp_path: Path) -> None:
    page_file, trace_file = tmp_path / "k21.html", tmp_path / "k21.json"
    page_file.write_text("what was there before")
    done = dojo(
        "k21",
        "--against",
        "solutions",
        "--start",
        "fork",
        "--html",
        page_file,
        "--trace",
        trace_file,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"The page is {page_file}" in done.stdout
    assert page_file.read_text("utf-8").startswith("<!doctype html>")
    assert json.loads(trace_file.read_text("utf-8"))["traceEvents"]
    assert sorted(tmp_path.iterdir()) == [page_file, trace_file]


def test_an_answer_that_cannot_be_imported_is_drawn_too(tmp_path: Path) -> None:
    answer = tmp_path / "k21.py"
    answer.write_text("import nothing_of_this_name\n")
    done = dojo("k21", "--against", answer, "--start", "fork")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"under fork: not yet\n\n +\d+ ms", done.stdout)
    assert re.search(r"^main +\S+┤ exit code 1$", done.stdout, re.MULTILINE)


def test_a_run_is_drawn_although_the_test_gave_its_verdict_in_the_middle_of_it(
    tmp_path: Path,
) -> None:
    stub = tmp_path / "k37.py"
    stub.write_bytes((ROOT / "dojo/stubs/k37_threads_processes_or_coroutines.py.txt").read_bytes())
    done = dojo("k37", "--against", stub, "--start", "fork")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^main +\S+┆▶ still there$", done.stdout, re.MULTILINE)
    assert "Deadlock" not in done.stdout  # the gate is one that the test would have opened


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say which kata: make picture K=k21"),
        (["k2"], "One kata at a time, please: make picture K=k21"),
        (["k99"], "There is no kata or chapter 'k99'"),
        (["k21", "--start", "vfork"], "'vfork' is no start method"),
        (["k21", "--html", "/nowhere/k21.html"], "There is no folder /nowhere for k21.html"),
        (["k21", "--trace", "katas/k21_the_missing_comma.py"], "--trace takes a file whose name ends"),
        (["k21", "--html", "README.md"], "a file whose name ends in .html, not README.md"),
        (["k21", "--against", "/nowhere"], "There is no file or folder /nowhere"),
        (
            ["k21", "--against", "solutions", "--start", "fork", "--test", "no such"],
            "No test of k21 has 'no such' in its name. Its tests: ",
        ),
    ],
)  # fmt: skip
def test_two_and_one_sentence_when_it_is_asked_for_what_cannot_be(
    words: list[str], says: str
) -> None:
    before = (ROOT / "katas" / "k21_the_missing_comma.py").read_bytes()
    done = dojo(*words)
    assert done.returncode == 2
    assert says in re.sub(r"\s+", " ", done.stderr)
    assert "Traceback" not in done.stderr
    assert (ROOT / "katas" / "k21_the_missing_comma.py").read_bytes() == before
