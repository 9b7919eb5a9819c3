"""`make new` lays out a complete kata, or changes nothing."""

import ast
from pathlib import Path

import pytest

from dojo import catalog
from dojo.practice import guide
from dojo.upkeep import new


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository that has one kata, of which only the stub exists."""
    (tmp_path / "katas").mkdir()
    (tmp_path / "katas/k21_the_missing_comma.py").write_text('"""The task."""\n')
    return tmp_path


def every_file(root: Path) -> dict[str, str]:
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): path.read_text() for path in files}


def test_a_new_kata_is_complete_and_the_catalog_finds_it(root: Path) -> None:
    assert new.main(["k28_its_name"], root) == 0
    kata = catalog.find(root)[1]
    assert (kata.id, kata.title) == ("k28", "Its name.")
    assert catalog.missing_parts(kata) == ()


def test_the_guide_of_a_new_kata_has_its_hints_and_sections(root: Path) -> None:
    new.main(["k28_its_name"], root)
    page = guide.read(catalog.find(root)[1])
    assert [hint.partition(":")[0] for hint in page.hints] == ["TODO"] * 3
    assert list(page.misconceptions) == ["name_of_the_wrong_idea"]


def test_every_path_that_was_made_is_printed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = every_file(root)
    new.main(["k28_its_name"], root)
    made = sorted(every_file(root).keys() - before.keys())
    assert sorted(capsys.readouterr().out.split("\n\n")[0].splitlines()) == made
    assert len(made) == 7


def test_every_python_file_of_a_new_kata_can_be_parsed_and_begins_with_a_docstring(
    root: Path,
) -> None:
    for path in new.lay_out(root, "k28_its_name"):
        if path.suffix == ".py":
            assert ast.get_docstring(ast.parse(path.read_text())), path


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("k21_another", "k21 is taken by katas/k21_the_missing_comma.py"),
        ("k28", "cannot be a kata's name. A kata is called k, its chapter's digit"),
        ("k28_Its_Name", "for example k21_the_missing_comma"),
        ("../k28_its_name", "for example k21_the_missing_comma"),
        ("", "Say which: make new K=k28_its_name."),
    ],
)
def test_a_name_that_will_not_do_is_refused_with_the_rule(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    before = every_file(root)
    assert new.main([name], root) == 2
    assert reason in capsys.readouterr().err
    assert every_file(root) == before


def test_a_taken_id_is_refused_with_the_ids_that_are_free(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new.main(["k21_another"], root)
    assert "free in this chapter: k22, k23," in capsys.readouterr().err


def test_a_file_in_the_way_is_named_and_nothing_is_made(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = root / "guide/k28_its_name.md"
    guide.parent.mkdir()
    guide.write_text("mine\n")
    before = every_file(root)
    assert new.main(["k28_its_name"], root) == 2
    assert "not overwritten: guide/k28_its_name.md" in capsys.readouterr().err
    assert every_file(root) == before
