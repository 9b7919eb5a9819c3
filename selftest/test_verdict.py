"""Summing up: which test speaks for a kata, and when silence is not success."""

import pytest

from dojo import verdict
from dojo.arena.observation import Ending, Leftovers, Observation
from dojo.verdict import CaseResult, Unsolved, Verdict, of_kata


def result(name: str, outcome: Verdict, misconception: str | None = None) -> CaseResult:
    """A test's result that says its own name."""
    return CaseResult(name, "fork", outcome, misconception, f"message of {name}", 0.1)


def seen(ending: Ending, **changes: object) -> Observation:
    """An observation of a run that ended like this."""
    values = {
        "function": "f",
        "start_method": "fork",
        "ending": ending,
        "root": 10,
        "program_exit": 0,
        "program_stopped": "",
        "stdout": "",
        "stderr": "",
        "processes": (),
        "events": (),
        "at_return": Leftovers(),
        "at_end": Leftovers(),
        "waiting": (),
        "seconds": 0.1,
        "protections": (),
    }
    return Observation(**values | changes)  # type: ignore[arg-type]  # reason: the table above fits


def test_all_expected_tests_content_is_solved() -> None:
    tests = [result("a", Verdict.SOLVED), result("b", Verdict.SOLVED)]
    assert of_kata("k21", "k21_x", tests, expected=2).verdict is Verdict.SOLVED


@pytest.mark.parametrize("expected", [0, 3])
def test_silence_is_never_solved(expected: int) -> None:
    tests = [result("a", Verdict.SOLVED), result("b", Verdict.SOLVED)]
    told = of_kata("k21", "k21_x", tests if expected else [], expected)
    assert told.verdict is Verdict.COULD_NOT_TELL
    assert f"of {expected} tests" in told.message


def test_a_test_that_names_a_misconception_speaks_before_the_others() -> None:
    tests = [result("a", Verdict.NOT_YET), result("b", Verdict.STUCK, "join_in_loop")]
    told = of_kata("k21", "k21_x", tests, expected=2)
    assert (told.verdict, told.misconception) == (Verdict.STUCK, "join_in_loop")
    assert told.message == "message of b"


def test_what_could_not_be_told_speaks_only_when_nothing_else_does() -> None:
    lost, red = result("a", Verdict.COULD_NOT_TELL), result("b", Verdict.NOT_YET)
    assert of_kata("k21", "k21_x", [lost, red], 2).verdict is Verdict.NOT_YET
    assert of_kata("k21", "k21_x", [lost], 1).verdict is Verdict.COULD_NOT_TELL


@pytest.mark.parametrize(
    ("ending", "given"),
    [
        (Ending("raised", error="ValueError", text="x"), Verdict.NOT_YET),
        (Ending("raised", error="MemoryError"), Verdict.TOO_MUCH),
        (Ending("unloadable", error="SyntaxError", line=3), Verdict.NOT_YET),
        (Ending("exited", exit_code=0), Verdict.CRASHED),
        (Ending("killed", exit_code=-9), Verdict.CRASHED),
        (Ending("stuck"), Verdict.STUCK),
        (Ending("bounded", bound="memory"), Verdict.TOO_MUCH),
    ],
)
def test_every_ending_but_returned_has_its_verdict(ending: Ending, given: Verdict) -> None:
    with pytest.raises(Unsolved) as told:
        verdict.returned(seen(ending))
    assert told.value.verdict is given


@pytest.mark.parametrize(
    ("changes", "given"),
    [
        ({"at_return": Leftovers(alive=(11,))}, Verdict.LEFT),
        ({"at_return": Leftovers(unreaped=(11,))}, Verdict.LEFT),
        ({"at_end": Leftovers(orphans=(11,))}, Verdict.LEFT),
        ({"at_return": Leftovers(shared_memory=("psm_x",))}, Verdict.LEFT),
        ({"program_exit": None, "program_stopped": "time"}, Verdict.TOO_MUCH),
        ({"program_exit": None, "program_stopped": "stuck"}, Verdict.STUCK),
        (
            {
                "program_exit": None,
                "program_stopped": "time",
                "at_return": Leftovers(threads=(12,)),
            },
            Verdict.LEFT,
        ),
        ({"program_exit": 3}, Verdict.CRASHED),
    ],
)
def test_what_a_returned_call_leaves_has_its_verdict(
    changes: dict[str, object], given: Verdict
) -> None:
    with pytest.raises(Unsolved) as told:
        verdict.nothing_left(seen(Ending("returned"), **changes))
    assert told.value.verdict is given


def test_a_call_that_raises_must_let_the_program_end_too() -> None:
    raised = Ending("raised", error="ValueError", text="no route to host")
    verdict.nothing_left(seen(raised, program_exit=1))
    with pytest.raises(Unsolved) as told:
        verdict.nothing_left(seen(raised, program_exit=None, program_stopped="stuck"))
    assert told.value.verdict is Verdict.STUCK
    assert "it raised ValueError, then a deadlock" in told.value.message
    with pytest.raises(Unsolved, match="when it raised ValueError it left 1 running child behind"):
        verdict.nothing_left(seen(raised, at_return=Leftovers(alive=(11,))))


def test_files_and_threads_alone_are_nobodys_fault() -> None:
    left = Leftovers(files=("notes.txt",), threads=(12,))
    verdict.nothing_left(seen(Ending("returned"), at_return=left, at_end=left))


def test_a_message_says_what_was_done_seen_and_expected_and_where_to_look() -> None:
    with pytest.raises(Unsolved) as told:
        verdict.fail("called f()", "it returned 2", "it returns 1", "the sum")
    assert told.value.message == (
        "did       called f()\nsaw       it returned 2\nexpected  it returns 1\nlook at   the sum"
    )
