"""Text of an answer never reaches a screen, a file or a page as control characters."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dojo.arena.observation import Opaque, short
from dojo.grading import ROOT
from dojo.text import in_a_line, visible
from dojo.verdict import Unsolved, Verdict

K21 = "k21_the_missing_comma"
EVIL = "\x1b[2J\x1b[H\x1b[32mk21 solved\x1b]0;owned\x07\x9b31m\x9d0;c1\x9c\u202e\u2066\u2028\x7f\r"
SHOWN = (
    r"\x1b[2J\x1b[H\x1b[32mk21 solved\x1b]0;owned\x07\x9b31m\x9d0;c1\x9c\u202e\u2066\u2028\x7f\x0d"
)
CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# What rich itself writes: styles, and its progress bar; nothing else.
OURS = re.compile(r"\x1b\[(?:[0-9;]*m|2K|1A|\?25[lh])|\r")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("é 漢 🙂 e\u0301", "é 漢 🙂 e\u0301"),  # reason: these are meant
        ("one\n\ttwo", "one\n\ttwo"),
        ("\r\n", "\\x0d\n"),
        ("\0\x1b\x7f\x80\x9b\x9f", r"\x00\x1b\x7f\x80\x9b\x9f"),
        ("\u202a\u202e\u2066\u2069\u200f", r"\u202a\u202e\u2066\u2069\u200f"),
        ("\u2028\u2029\x85", r"\u2028\u2029\x85"),
        ("\ud800 \udfff", r"\ud800 \udfff"),
        (r"\x1b", r"\x1b"),
        (EVIL, SHOWN),
    ],
)
def test_control_characters_are_shown_as_escapes(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert in_a_line(text) == shown.replace("\n", r"\x0a").replace("\t", r"\x09")
    assert visible(shown) == shown


def test_every_character_is_kept_or_shown_by_printable_ones() -> None:
    for code in range(0x110000):
        shown = visible(chr(code))
        assert shown == chr(code) or shown.isprintable()
        assert not CONTROLS.search(shown)
        shown.encode()


def test_a_message_holds_no_control_characters_and_can_be_read() -> None:
    unsolved = Unsolved(Verdict.NOT_YET, f"saw {EVIL}\nlook at {'x' * 100_000}\n" + "y\n" * 10_000)
    assert unsolved.message.startswith(f"saw {SHOWN}\n")
    assert str(unsolved) == unsolved.message
    assert len(unsolved.message) < 5000


def test_a_description_of_an_object_is_shown_without_them() -> None:
    assert short(Opaque("module.Painter", EVIL)) == SHOWN
    assert short([1] * 10**6) == "<list of 1000000 items>"


# -- real gradings ---------------------------------------------------------------------------------

BODIES = {
    "exception": f"raise ValueError({EVIL!r})",
    "class_name": f"raise type({EVIL!r}, (Exception,), {{}})",
    "repr": f"return type('P', (), {{'__repr__': lambda _: {EVIL!r}}})()",
    "process_name": (
        f"p = multiprocessing.Process(target=work, args=(item,), kwargs=options, name={EVIL!r})\n"
        "    p.start(); p.join(); return p.exitcode"
    ),
    "streams": (
        f"os.write(1, {EVIL!r}.encode()); os.write(2, {EVIL!r}.encode() + b'\\x9b2J'); os._exit(3)"
    ),
    "source": f"l = multiprocessing.Lock(); l.acquire(); l.acquire() # {EVIL.replace(chr(13), '')}",
    "exit_text": f"raise SystemExit({EVIL!r})",
    "string": f"return {EVIL!r}",
}
IN_A_CHILD = (
    "p = multiprocessing.Process(target=work, args=({},), kwargs=options, name='worker')\n"
    "    p.start(); p.join(); return {}"
)
LONG_INTS = {
    "positive": IN_A_CHILD.format("item", "10**5000"),
    "negative": IN_A_CHILD.format("item", "-(10**5000)"),
    "inside": IN_A_CHILD.format("item", "[10**5000, {-(10**5000): (10**5000,)}]"),
    "argument": IN_A_CHILD.format("10**5000", "p.exitcode"),
}


@pytest.fixture
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An answer to k21 that puts the escape sequences somewhere."""
    return with_body(tmp_path, BODIES[request.param])


def with_body(folder: Path, body: str) -> Path:
    """A folder with this answer to k21."""
    (folder / f"{K21}.py").write_text(
        f"import multiprocessing, os\n\n\ndef run_in_child(work, item, **options):\n    {body}\n",
        encoding="utf-8",
    )
    return folder


def run(*words: str | Path, cwd: Path = ROOT) -> str:
    """What a command prints, both streams together."""
    done = subprocess.run(
        [sys.executable, "-m", *map(str, words)], cwd=cwd, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout.decode()


def on_a_terminal(*words: str | Path, cwd: Path = ROOT) -> str:
    """What a command shows on a terminal, without what rich writes for colours."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", *map(str, words)], cwd=cwd, start_new_session=True,
        stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm-256color"},
    ):  # fmt: skip
        os.close(slave)
        screen = b""
        try:
            while piece := os.read(master, 65536):
                screen += piece
        except OSError:
            pass  # the last one at the other end has gone
    os.close(master)
    return OURS.sub("", screen.decode())


@pytest.mark.parametrize("hostile", BODIES, indirect=True)
def test_nothing_of_it_reaches_the_screen_or_a_file(hostile: Path, tmp_path: Path) -> None:
    paths = {kind: tmp_path / f"out.{kind}" for kind in ("json", "xml")}
    check = ("dojo", "check", "k21", "--start", "fork", "--against", hostile)
    told = run(*check, "--json", paths["json"], "--junit", paths["xml"])
    assert "could not tell" not in told
    terminal = on_a_terminal(*check)
    (kata,) = json.loads(paths["json"].read_text("utf-8"))["katas"]
    cases = ET.fromstring(paths["xml"].read_text("utf-8")).iter()  # noqa: S314  # reason: our own
    texts = [kata["message"], *(test["message"] for test in kata["tests"])]
    texts += [text for case in cases for text in (case.text or "", *case.attrib.values())]
    texts += [told, terminal, *(path.read_text("utf-8") for path in paths.values())]
    for text in texts:
        assert not CONTROLS.search(text)


@pytest.mark.parametrize("hostile", ["exception", "streams", "source"], indirect=True)
def test_nothing_of_it_reaches_a_page_or_a_picture(hostile: Path, tmp_path: Path) -> None:
    report, html, trace = (tmp_path / name for name in ("report.html", "out.html", "out.json"))
    answer = ("k21", "--start", "fork", "--against", hostile)
    run("dojo", "report", *answer, "--out", report)
    told = on_a_terminal("dojo", "picture", *answer, "--html", html, "--trace", trace)
    pages = [path.read_text("utf-8") for path in (report, html)]
    for text in (told, *pages, *strings(json.loads(trace.read_text("utf-8")))):
        assert not CONTROLS.search(text)


def strings(value: object) -> list[str]:
    """All the strings in a JSON document."""
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in strings(part)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("body", LONG_INTS.values(), ids=LONG_INTS)
def test_an_int_too_long_to_print_is_told_by_its_size(tmp_path: Path, body: str) -> None:
    folder = with_body(tmp_path, body)
    told = run("dojo", "check", "k21", "--start", "fork", "--against", folder)
    assert "not yet" in told
    assert "could not tell" not in told
    assert "int of about 5001 digits>" in " ".join(told.split())


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
@pytest.mark.parametrize("hostile", ["exception", "streams", "source"], indirect=True)
def test_nothing_of_it_reaches_what_pytest_prints(hostile: Path, workers: str) -> None:
    test, options = f"tests/test_{K21}.py", ("-v", "-rA", "--tb=long", workers)
    told = run("pytest", test, "--start", "fork", "--against", hostile, *options)
    assert "failed" in told
    assert "could not tell" not in told
    assert not CONTROLS.search(told)


def test_the_learners_own_file_is_shown_without_them(root: Path) -> None:
    learners = root / f"katas/{K21}.py"
    learners.write_text(f"# {EVIL}\n" + learners.read_text("utf-8"), encoding="utf-8")
    shutil.rmtree(root / ".dojo", ignore_errors=True)
    words = ("dojo", "solution", "k21", "--yes")
    for told in (run(*words, cwd=root), on_a_terminal(*words, cwd=root)):
        assert r"\x1b[2J" in told
        assert not CONTROLS.search(told)
