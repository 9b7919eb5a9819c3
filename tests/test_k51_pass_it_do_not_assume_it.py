"""k51: workers work with the settings that were loaded, whatever the start method, and keep them."""

import operator
from subprocess import getoutput
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena.client import Arena
from dojo.arena.observation import Event, Observation, short
from dojo.arena.probes import meet, note, steps, tell
from dojo.support import by_the_method_in_force, two_at_work
from dojo.verdict import error_line, fail, plural, returned

SETTINGS = {"unit": "mile", "key": "clementine-71"}
ITEMS = ["unit", "key", "key", "unit", "key"]
DID = f"called run_all(load, work, {ITEMS})"
# What another program finds, in its environment and in the files where programs put some.
SEARCH = f'grep -rls {SETTINGS["key"]} /proc/self/environ . "$TMPDIR"'


def test_every_worker_works_with_the_settings_that_were_loaded(answer: Answer) -> None:
    observed(answer, note("work"))


def test_the_results_stand_in_the_order_of_the_items(answer: Answer) -> None:
    seen = observed(answer, steps(note("work"), operator.getitem))
    expected = [SETTINGS[item] for item in ITEMS]
    if seen.ending.value != expected:
        fail(
            f"{DID}, where work(settings, item) is settings[item]",
            f"it returned {short(seen.ending.value)}",
            f"it returns {expected}",
            "the results of work, in the order of the items",
        )
    two = answer.observe("run_all", note("load", SETTINGS), meet("at work", 2), ITEMS[:2])
    two_at_work(two, f"called run_all(load, work, {ITEMS[:2]})")


def test_no_process_loads_the_settings_twice(answer: Answer) -> None:
    seen = observed(answer, note("work"))
    loads = seen.pids("load")
    for pid in dict.fromkeys(loads):
        times, items = loads.count(pid), sum(event.pid == pid for event in seen.notes("work"))
        if times > 1:
            per_item = pid != seen.root and times == items
            who = "your own process" if pid == seen.root else f"worker {pid}"
            fail(
                DID,
                f"{who} called load() {times} times"
                + (f", once for each of the {items} items it worked on" if per_item else ""),
                "at most once in each process",
                "what is done for every item, and what once when a worker begins"
                " (initializer=), or once by the caller",
                misconception="load_per_item" if per_item else None,
            )


def test_no_other_program_finds_the_settings(answer: Answer) -> None:
    seen = observed(answer, steps(note("work"), tell("found", getoutput, SEARCH)))
    found = sorted(
        {place for event in seen.notes("found") for place in event.data["args"][0].split()}
    )
    did = f"{DID}, where work starts another program, which looks for the key in the settings"
    if "/proc/self/environ" in found:
        fail(
            did,
            "it found the key in its environment",
            "the settings are in the memory of your processes, and nowhere else",
            "os.environ: every program that you start from then on is given a copy of it",
            misconception="env_var",
        )
    if found:
        fail(
            did,
            f"it found the key in the file {found[0]}",
            "the settings are in the memory of your processes, and nowhere else",
            "what is written to that file: arguments reach a worker without one",
            misconception="pickle_file",
        )


def observed(answer: Answer, work: Any) -> Observation:
    """The work was done in workers, with the right settings; or a verdict."""
    call = ("run_all", note("load", SETTINGS), work, ITEMS)
    seen = answer.observe(*call)
    by_the_method_in_force(seen, DID)
    wrong = [event for event in seen.notes("work") if event.data["args"][:1] != (SETTINGS,)]
    if wrong or "NameError" in seen.ending.error + seen.stderr:
        forked = Arena(answer.file.parent, answer.file.stem, "fork").run(*call)
        other_settings(seen, wrong, forked)
    returned(seen, DID)
    in_workers(seen)
    return seen


def other_settings(seen: Observation, wrong: list[Event], forked: Observation) -> NoReturn:
    """Work was not called with what load() gave; tell whether it would have been under fork."""
    got = error_line(seen.stderr) if "NameError" in seen.stderr else f"it {seen.ending}"
    if wrong:
        got = f"work was called with the settings {short(wrong[0].data['args'][0])}"
    loads = set(seen.pids("load"))
    if not loads:
        fail(
            DID,
            f"{got}, and nobody called load()",
            f"work is called with what load() gave: {SETTINGS}",
            "where the settings come from: what stands in the file is known before anything is"
            " loaded, and is the same for every caller",
            misconception="set_at_import" if wrong else None,
        )
    right_under_fork = [e.data["args"][0] for e in forked.notes("work")] == [SETTINGS] * len(ITEMS)
    if right_under_fork and seen.start_method != "fork" and loads == {seen.root}:
        fail(
            f"{DID} under the start method {seen.start_method}",
            f"{got}. Your own process had called load(), and got {SETTINGS}. (Under fork the worker"
            " is a copy of it, and has them.)",
            f"work is called with {SETTINGS} under every start method",
            "the global: a worker that is no copy imports your file anew, and there it has the"
            " value of the import. Pass the settings to the worker",
            misconception="parents_global",
        )
    fail(
        DID,
        got,
        f"work is called with what load() gave: {SETTINGS}",
        "how the settings come from load() to the worker",
    )


def in_workers(seen: Observation) -> None:
    """Every item was worked on, and in other processes than the caller's."""
    calls = seen.notes("work")
    own = sum(event.pid == seen.root for event in calls)
    if own:
        fail(
            DID,
            f"work was called {plural(own, '{n} time(s)')} in your own process",
            "all calls are made by worker processes",
            "who calls work: you, or the worker that gets it?",
        )
    workers = {event.pid for event in calls}  # what they start themselves is not meant
    started = sum(p.started != "exec" and p.parent not in workers for p in seen.children())
    if started > 3:  # two, and perhaps a manager's server
        fail(
            DID,
            f"it started {started} processes",
            "two workers do it all",
            "how many processes are started; each of them costs time and memory",
        )
    if sorted(event.data["args"][1] for event in calls) != sorted(ITEMS):
        fail(
            DID,
            f"work was called for {short([event.data['args'][1] for event in calls])}",
            "it is called once for each item",
            "what the workers are given, and what they do with it",
        )
