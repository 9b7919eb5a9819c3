"""k56: a program chooses the start method, before the import, after it, or for one call."""

import multiprocessing
import operator
from pathlib import Path

from dojo.answer import Answer
from dojo.arena.client import Arena
from dojo.arena.observation import Observation
from dojo.arena.probes import chain, note, slow_to_add, steps
from dojo.grading import START_METHODS
from dojo.verdict import fail, nothing_left, plural, returned

ITEMS = [30, 8, 4]
TOTAL = -sum(ITEMS)
WORK = steps(note("work"), operator.neg)
TAKEN = "context has already been set"
MIXED = "A SemLock created in a fork context is being shared with a process in a spawn context"
# A program that uses the answer. The arena has chosen a start method before it begins.
PROGRAM = """\
import multiprocessing
CHOICE
import k56_be_a_good_library as library

after_import = multiprocessing.get_start_method(allow_none=True)

def says_what_is_chosen():
    return after_import

def chooses_after(method, *call):
    multiprocessing.set_start_method(method)
    return library.total(*call)

def passes_a_context(method, *call):
    found = library.total(*call, multiprocessing.get_context(method))
    return found, multiprocessing.get_start_method(allow_none=True)
"""
NONE = "multiprocessing.set_start_method(None, force=True)"  # as if nothing were chosen yet
OTHER = "multiprocessing.set_start_method({!r}, force=True)"


def test_a_program_that_has_chosen_before_can_use_it(answer: Answer, tmp_path: Path) -> None:
    did = f"chose {answer.start_method}, imported the file, called total(work, {ITEMS})"
    seen = answer.observe("total", WORK, ITEMS)
    if seen.ending.how == "unloadable" and TAKEN in seen.ending.text:
        fail(
            did,
            f"the import raised RuntimeError: {seen.ending.text} (line {seen.ending.line})",
            "it can be imported by a program that has chosen already",
            "who calls set_start_method: the program, once. A library never does",
            misconception="sets_the_method",
        )
    if seen.ending.how == "raised" and TAKEN in seen.ending.text:
        fail(
            did,
            f"total raised RuntimeError: {seen.ending.text} (line {seen.ending.line})",
            f"it returns {TOTAL}",
            "who calls set_start_method: the program, once. A library never does, at no time",
            misconception="lazy_but_global",
        )
    returned(seen, did)
    if other := started_otherwise(seen, answer.start_method):
        chosen = program(answer, tmp_path, "pass").run("says_what_is_chosen").ending.value
        by_import = chosen != answer.start_method
        fail(
            did,
            f"{other}. {'The import' if by_import else 'The call'} had chosen that for all the program",
            f"its workers come to be by {answer.start_method}, as the program has chosen",
            "set_start_method(…, force=True): it overrules the program",
            misconception="force_true" if by_import else "lazy_but_global",
        )
    right_total(seen, did, seen.ending.value)


def test_no_result_gets_lost(answer: Answer) -> None:
    did = f"called total(work, {ITEMS}), where work(item) is -item; each worker takes long to add"
    work = chain(operator.neg, slow_to_add("adds"))
    seen = answer.call("total", work, ITEMS)
    if seen.ending.value == TOTAL:
        return
    adds = [event.kind for event in seen.events if event.label == "adds"]
    at_once = adds[:2] == ["meet", "meet"]  # else the first was told that nobody else comes
    fail(
        did,
        f"it returned {seen.ending.value!r}"
        + (": two workers had read the sum before either wrote it" if at_once else ""),
        f"it returns {TOTAL}",
        "what += is: it reads, adds, and writes. What keeps another worker out meanwhile?"
        if at_once
        else "what each worker does, and how its result comes back",
    )


def test_importing_it_chooses_nothing(answer: Answer, tmp_path: Path) -> None:
    did = "imported the file, in a program that has not chosen a start method yet"
    seen = program(answer, tmp_path, NONE).run("says_what_is_chosen")
    returned(seen, did)
    if seen.ending.value is not None:
        chosen_by_import(answer, tmp_path, did, str(seen.ending.value))


def test_a_program_can_choose_after_importing_it(answer: Answer, tmp_path: Path) -> None:
    method = answer.start_method
    did = f"imported the file, then chose {method}, called total(work, {ITEMS})"
    seen = program(answer, tmp_path, NONE).run("chooses_after", method, WORK, ITEMS)
    if TAKEN in seen.ending.text:
        fail(
            did,
            f"the program's set_start_method raised RuntimeError: {TAKEN}",
            "the program can choose until it starts its first process",
            "what the import does: to make a Lock, a Queue or a Value of multiprocessing chooses, too",
        )
    returned(seen, did)
    if other := started_otherwise(seen, method):
        fail(
            did,
            other,
            f"its workers come to be by {method}, as the program has chosen",
            "where the workers' context comes from, and when",
        )
    right_total(seen, did, seen.ending.value)
    nothing_left(seen)


def test_a_program_can_pass_a_context(answer: Answer, tmp_path: Path) -> None:
    method = answer.start_method
    own = "spawn" if method == "fork" else "fork"
    did = f"chose {own}, imported the file, called total(work, {ITEMS}, get_context({method!r}))"
    seen = program(answer, tmp_path, OTHER.format(own)).run("passes_a_context", method, WORK, ITEMS)
    mixed(seen, did)
    returned(seen, did)
    value, chosen = seen.ending.value
    if chosen != own:
        fail(
            did,
            f"after that, {chosen} is chosen for the whole program",
            f"the context is for this call; for the program, it is {own} as before",
            "who calls set_start_method: the program, once. A library never does",
        )
    if other := started_otherwise(seen, method):
        by_default = {p.started for p in seen.children()} == {own}
        fail(
            did,
            other,
            f"its workers come to be by {method}, as the context says",
            "whose Process, Pool or executor it is: that of the context, or the default one",
            misconception="context_ignored" if by_default else None,
        )
    right_total(seen, did, value)
    nothing_left(seen)


def program(answer: Answer, folder: Path, choice: str) -> Arena:
    """A program that uses the answer, beside it in this folder."""
    (folder / answer.file.name).write_bytes(answer.file.read_bytes())
    (folder / "program.py").write_text(PROGRAM.replace("CHOICE", choice), encoding="utf-8")
    return Arena(folder, "program", answer.start_method)


def started_otherwise(seen: Observation, method: str) -> str:
    """Words for workers that came to be by another start method, or for none at all."""
    workers = [p.started for p in seen.children() if p.started != "exec"]
    if not workers:
        return "it started no process"
    others = [started for started in workers if started != method]
    by = " and ".join(dict.fromkeys(others))
    return f"{plural(len(others), '{n} worker(s)')} came to be by {by}" if others else ""


def right_total(seen: Observation, did: str, value: object) -> None:
    """The sum, of results that workers have computed."""
    calls = seen.notes("work")
    if value != TOTAL or len(calls) != len(ITEMS) or seen.root in {call.pid for call in calls}:
        fail(
            f"{did}, where work(item) is -item",
            f"it returned {value!r}; work was called {plural(len(calls), '{n} time(s)')}",
            f"it returns {TOTAL}; workers call work once for each item",
            "what each worker does, and how its result comes back",
        )


def chosen_by_import(answer: Answer, folder: Path, did: str, chosen: str) -> None:
    """A verdict: the import has chosen. Say how, as far as another program can see it."""
    saw = f"after that, {chosen} was chosen for the whole program"
    expected = "nothing is chosen: the program can do that later"
    other = next(method for method in START_METHODS if method != chosen)
    late = program(answer, folder, OTHER.format(other))
    found = late.run("says_what_is_chosen").ending
    look = "who calls set_start_method: the program, once. A library never does"
    if found.how == "unloadable" and TAKEN in found.text:
        fail(did, saw, expected, look, misconception="sets_the_method")
    if found.value == chosen:
        saw += f", even where the program had chosen {other} before"
        fail(did, saw, expected, look, misconception="force_true")
    default = multiprocessing.get_all_start_methods()[0]
    if chosen != default:
        saw += f". (If the program has chosen {other} before, that stays, and nobody is told)"
        fail(did, saw, expected, look, misconception="try_except_runtimeerror")
    late = program(answer, folder, OTHER.format("fork"))
    mixed(late.run("passes_a_context", "spawn", WORK, ITEMS), did, saw)
    fail(
        did,
        f"{saw}: something was made of the default context",
        expected,
        "what the import makes: Lock(), Queue(), get_context() … of multiprocessing fix the default",
    )


def mixed(seen: Observation, did: str, before: str = "") -> None:
    """A verdict if a lock of one context was given to a process of another."""
    if MIXED not in seen.ending.text + seen.stderr:
        return
    saw = "it raised"
    if before:
        saw = (
            f"{before}: a lock was made of the default context. With another one passed, it raised"
        )
    fail(
        did,
        f"{saw} RuntimeError: {MIXED}",
        "lock, value and processes are of one context, the program's",
        "where the lock is made: by multiprocessing.Lock(), Value() or Queue(), or at the left"
        " margin, it is of the default context. Make it in total, of that of the processes",
        misconception="lock_from_default",
    )
