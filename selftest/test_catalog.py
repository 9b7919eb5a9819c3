"""The catalog finds every kata, or says why it cannot."""

from pathlib import Path

import pytest

from dojo import catalog
from dojo.catalog import DuplicateId, MalformedName, NoKatas, UnknownKata

ROOT = Path(__file__).parents[1]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three katas in two chapters, of which only the stubs exist."""
    folder = tmp_path / "katas"
    folder.mkdir()
    for name in ("k22_who_runs_it", "k21_the_missing_comma", "k31_fan_out"):
        (folder / f"{name}.py").write_text(f'"""Title of {name}.\n\nMore.\n"""\n')
    return tmp_path


def names(katas: tuple[catalog.Kata, ...]) -> list[str]:
    return [kata.id for kata in katas]


def test_katas_come_in_the_order_of_their_ids(root: Path) -> None:
    assert names(catalog.find(root)) == ["k21", "k22", "k31"]


def test_a_katas_name_says_where_everything_of_it_is(root: Path) -> None:
    assert catalog.find(root)[0] == catalog.Kata(
        id="k21",
        name="k21_the_missing_comma",
        chapter=2,
        stub=root / "katas/k21_the_missing_comma.py",
        pristine=root / "dojo/stubs/k21_the_missing_comma.py.txt",
        tests=root / "tests/test_k21_the_missing_comma.py",
        solution=root / "solutions/k21_the_missing_comma.py",
        guide=root / "guide/k21_the_missing_comma.md",
        wrong=root / "selftest/wrong/k21",
        right=root / "selftest/right/k21",
        title="Title of k21_the_missing_comma.",
    )


@pytest.mark.parametrize(
    "content",
    [
        b"def broken(:\n",
        b"no_docstring = 1\n",
        b'"""   """\n',
        b"\0",
        b'"""\xff\xfe"""\n',
        b"(" * 10_000,
        b"",
    ],
    ids=[
        "syntax error",
        "no docstring",
        "blank docstring",
        "null byte",
        "not utf-8",
        "too deep",
        "empty",
    ],
)
def test_a_stub_that_cannot_be_read_is_found_and_goes_by_its_name(
    root: Path, content: bytes
) -> None:
    (root / "katas/k21_the_missing_comma.py").write_bytes(content)
    assert catalog.find(root)[0].title == "k21_the_missing_comma"


def test_a_stub_with_a_doubtful_backslash_raises_no_warning(root: Path) -> None:
    (root / "katas/k21_the_missing_comma.py").write_text('"""Fine."""\nx = "\\d"\n')
    assert catalog.find(root)[0].title == "Fine."


@pytest.mark.parametrize(
    "file",
    [
        "scratch.py",
        "k21.py",
        "k20_zero.py",
        "k211_three_digits.py",
        "K23_upper.py",
        "k23_Upper.py",
        "k23-minus.py",
        "k23_.x.py",
        "__init__.py",
    ],
)
def test_a_file_not_named_as_a_kata_is_an_error_that_states_the_rule(root: Path, file: str) -> None:
    (root / "katas" / file).touch()
    with pytest.raises(MalformedName, match="for example k21_the_missing_comma") as caught:
        catalog.find(root)
    assert file in str(caught.value)


def test_an_editors_hidden_file_and_other_kinds_of_file_are_no_katas(root: Path) -> None:
    for file in (".#k21_the_missing_comma.py", "k21_the_missing_comma.py~", "notes.md"):
        (root / "katas" / file).touch()
    assert names(catalog.find(root)) == ["k21", "k22", "k31"]


def test_two_files_with_one_id_are_an_error_that_names_both(root: Path) -> None:
    (root / "katas/k21_the_other.py").touch()
    with pytest.raises(DuplicateId, match=r"k21_the_missing_comma\.py and katas/k21_the_other\.py"):
        catalog.find(root)


def test_a_missing_folder_is_an_error_that_says_which(tmp_path: Path) -> None:
    with pytest.raises(NoKatas, match="There is no folder"):
        catalog.find(tmp_path)


def test_an_empty_folder_is_an_error_that_says_how_to_get_the_katas_back(tmp_path: Path) -> None:
    (tmp_path / "katas").mkdir()
    with pytest.raises(NoKatas, match="git restore katas"):
        catalog.find(tmp_path)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["k21", "k22", "k31"]),
        (["k22"], ["k22"]),
        (["K22"], ["k22"]),
        (["k21_the_missing_comma"], ["k21"]),
        (["katas/k21_the_missing_comma.py"], ["k21"]),
        (["./katas/k21_the_missing_comma.py"], ["k21"]),
        (["k21_the_missing_comma.py"], ["k21"]),
        (["k2"], ["k21", "k22"]),
        (["k31", "k2", "k21"], ["k21", "k22", "k31"]),
    ],
)
def test_words_select_katas_once_and_in_order(
    root: Path, words: list[str], expected: list[str]
) -> None:
    assert names(catalog.select(catalog.find(root), words)) == expected


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("k32", "k31_fan_out"),
        ("k21_the_mising_coma", "k21_the_missing_comma"),
        ("21", "k21_the_missing_comma"),
        ("solutions/k22_who_runs_it.py", ""),
        ("k9", "The chapters: k2, k3."),
        ("", "The chapters: k2, k3."),
    ],
)
def test_an_unknown_word_is_an_error_that_offers_the_nearest(
    root: Path, word: str, nearest: str
) -> None:
    with pytest.raises(UnknownKata) as caught:
        catalog.select(catalog.find(root), ["k21", word])
    assert f"There is no kata or chapter {word!r}" in str(caught.value)
    assert nearest in str(caught.value)


def test_the_parts_a_kata_lacks_are_named(root: Path) -> None:
    kata = catalog.find(root)[0]
    assert catalog.missing_parts(kata) == (
        kata.pristine,
        kata.tests,
        kata.solution,
        kata.guide,
        kata.wrong,
        kata.right,
    )


def test_a_kata_with_every_part_lacks_none(root: Path) -> None:
    kata = catalog.find(root)[0]
    variants = (kata.wrong / "a.py", kata.right / "b.py")
    for file in (kata.pristine, kata.tests, kata.solution, kata.guide, *variants):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert catalog.missing_parts(kata) == ()


def test_every_kata_of_this_repository_is_complete_and_in_a_chapter_with_a_title() -> None:
    for kata in catalog.find(ROOT):
        assert catalog.missing_parts(kata) == ()
        assert kata.chapter in catalog.CHAPTERS
        assert kata.title != kata.name
