"""The repository is as its folder list says: complete katas, a true README, one-way imports."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dojo import catalog
from dojo.catalog import Kata
from dojo.grading import ROOT
from dojo.upkeep.prove import UNNAMED

KATAS = catalog.find(ROOT)

# In the order of the flow: a module imports only what stands above it.
FLOW = """
dojo.variables dojo.environment dojo.temporary dojo.text
dojo.arena.kernel dojo.arena.world dojo.arena.limits dojo.arena.observation dojo.arena.home
dojo.arena.plain dojo.arena.messages dojo.arena.notices dojo.arena.streams dojo.arena.system
dojo.arena.probes dojo.arena.instrument dojo.arena.confine dojo.arena.protections
dojo.arena.deadlock dojo.arena.tree dojo.arena.traces dojo.arena.folders dojo.arena.sockets
dojo.arena.wakers dojo.arena.strikes
dojo.arena.bounds dojo.arena.callers dojo.arena.rendezvous dojo.arena.frames dojo.arena.stacks
dojo.arena.recorder dojo.arena.runner dojo.arena.patience dojo.arena.steering dojo.arena.supervisor
dojo.arena.preloaded dojo.arena.client
dojo.verdict dojo.support dojo.waiter dojo.catalog dojo.answer dojo.staging dojo.grading
dojo.picture.lanes dojo.picture.terminal dojo.picture.svg dojo.picture.page dojo.picture.trace
dojo.report.files dojo.practice.log dojo.practice.attempts dojo.practice.guide
dojo.report.screen dojo.command dojo.practice.ask dojo.practice.hint dojo.practice.why
dojo.practice.solution dojo.practice.reset dojo.practice.undo dojo.practice.progress
dojo.request dojo.check dojo.doctor dojo.picture.draw dojo.practice.jobs dojo.practice.warm
dojo.practice.grader dojo.practice.saves dojo.practice.view dojo.practice.watch dojo.commands
dojo.__main__ dojo.report.page dojo.reporting
dojo.upkeep.new dojo.upkeep.solutions_branch dojo.upkeep.prove dojo.upkeep.flaky
dojo.upkeep.bench dojo.upkeep.matrix
""".split()


def modules() -> dict[str, Path]:
    """Every module of dojo, by its dotted name; packages' own files are empty and left out."""
    files = (ROOT / "dojo").rglob("*.py")
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in files
        if path.name != "__init__.py"
    }


def imports_of(path: Path) -> Iterator[str]:
    """The modules of dojo that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("dojo"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dojo"):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in FLOW else str(node.module)


def test_every_module_has_its_place_in_the_flow() -> None:
    assert sorted(modules()) == sorted(FLOW)


@pytest.mark.parametrize("name", FLOW)
def test_imports_point_one_way(name: str) -> None:
    above = set(FLOW[: FLOW.index(name)])
    assert set(imports_of(modules()[name])) - above == set()


def test_packages_import_nothing() -> None:
    for path in (ROOT / "dojo").rglob("__init__.py"):
        assert not list(imports_of(path)), f"{path} imports something"


def test_nothing_of_the_answers_side_imports_pytest_or_rich() -> None:
    for name, path in modules().items():
        if name.startswith("dojo.arena"):
            words = path.read_text("utf-8")
            assert "import pytest" not in words, name
            assert "rich" not in re.findall(r"^(?:from|import) (\w+)", words, re.MULTILINE), name


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_a_kata_is_complete(kata: Kata) -> None:
    assert catalog.missing_parts(kata) == ()


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_stub_and_solution_state_the_same_task(kata: Kata) -> None:
    stub, solution = (ast.parse(p.read_text("utf-8")) for p in (kata.stub, kata.solution))
    assert ast.get_docstring(stub) == ast.get_docstring(solution)


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_a_stub_is_short_and_never_only_pass(kata: Kata) -> None:
    text = kata.stub.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert not re.search(r"^\s+pass$", text, re.MULTILINE)


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_the_guide_has_its_sections_and_every_misconception_in_its_own(kata: Kata) -> None:
    text = kata.guide.read_text("utf-8")
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sections == ["Hints", "Why", "Misconceptions", "In an interview", "Further"]
    named = re.findall(r"^### `?([a-z0-9_]+)`?$", text, re.MULTILINE)
    variants = {p.stem for p in kata.wrong.iterdir() if p.name != "__pycache__"}
    assert set(named) == {name for name in variants if not name.startswith(UNNAMED)}
    assert text.count("<summary>") == 3


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_three_to_six_tests_whose_names_are_sentences(kata: Kata) -> None:
    tests = re.findall(r"^def (test_\w+)\(", kata.tests.read_text("utf-8"), re.MULTILINE)
    assert 3 <= len(tests) <= 6
    assert all(name.count("_") >= 3 for name in tests)


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_a_katas_tests_use_no_clock_and_no_sleep(kata: Kata) -> None:
    tree = ast.parse(kata.tests.read_text("utf-8"))
    named = {
        n.attr if isinstance(n, ast.Attribute) else n.id
        for n in ast.walk(tree)
        if isinstance(n, (ast.Attribute, ast.Name))
    }
    assert not named & {"sleep", "perf_counter", "monotonic", "time", "clock_gettime"}


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.id)
def test_every_misconception_that_a_test_names_exists(kata: Kata) -> None:
    named = re.findall(r'misconception="(\w+)"', kata.tests.read_text("utf-8"))
    variants = {p.stem for p in kata.wrong.iterdir()}
    assert set(named) <= variants


def test_the_readme_lists_every_kata_with_its_title() -> None:
    rows = re.findall(r"\[(k\d\d)\]\(katas/(\w+)\.py\) (.+?) [·|]", readme())
    assert rows == [(kata.id, kata.name, kata.title.rstrip(".")) for kata in KATAS]


def test_the_readme_fits_two_screens() -> None:
    assert len(readme().splitlines()) <= 110


def readme() -> str:
    """The text of README.md."""
    return (ROOT / "README.md").read_text("utf-8")
