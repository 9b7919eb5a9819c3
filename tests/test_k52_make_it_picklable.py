"""k52: two workers read with a file of their own, and add up in turn; only what can travel travels."""

from functools import partial
from pathlib import Path
from typing import Any

from dojo.answer import Answer
from dojo.arena.observation import Observation, short
from dojo.arena.probes import cell, meet, note, steps
from dojo.support import by_the_method_in_force
from dojo.verdict import error_line, fail, plural, returned

LINES = [b"%s\n" % (b"%d" % n * (n + 3)) for n in range(8)]
PLACES = [sum(map(len, LINES[:n])) for n in range(8)]
STARTS = [PLACES[n] for n in (5, 2, 7, 0, 3, 6)]
EXPECTED = [LINES[n] for n in (5, 2, 7, 0, 3, 6)]
DID = f"called lines_at(open_log, add, {STARTS})"
PICKLERS = ("dill", "cloudpickle", "pathos", "multiprocess", "loky", "joblib")


def test_the_lines_come_back_in_the_order_of_the_starts(answer: Answer, tmp_path: Path) -> None:
    seen = observed(answer, tmp_path)
    if seen.ending.value != EXPECTED:
        fail(
            DID,
            f"it returned {short(seen.ending.value)}",
            f"it returns {EXPECTED}",
            "seek, then readline, in the worker's own file; and the order of the results",
        )
    two = called(answer, tmp_path, STARTS[:2], meet("opens", 2))
    if two.of_kind("refused") and two.root not in two.pids("open"):
        fail(
            f"called lines_at(open_log, add, {STARTS[:2]})",
            "one worker opened the log, and read both lines",
            "two workers read, each in its own file",
            "how many workers there are",
        )
    returned(two, f"called lines_at(open_log, add, {STARTS[:2]})")


def test_each_worker_reads_with_a_file_it_has_opened_itself(answer: Answer, tmp_path: Path) -> None:
    seen = observed(answer, tmp_path)
    opens = seen.pids("open")
    reads = seen.pids("add")
    for pid in dict.fromkeys(reads):
        if pid not in opens:
            by_caller = "your own process had, before that" if seen.root in opens else "nobody had"
            fail(
                DID,
                f"worker {pid} read {plural(reads.count(pid), '{n} line(s)')}, and had not opened the"
                f" log; {by_caller}",
                "each worker opens the log for itself",
                "an open file that a fork has copied: both processes have one place in it, so one"
                " goes to a line and the other reads it",
                misconception="file_of_the_parent" if opens == [seen.root] else None,
            )


def test_a_worker_opens_the_log_only_once(answer: Answer, tmp_path: Path) -> None:
    seen = observed(answer, tmp_path)
    opens = seen.pids("open")
    reads = seen.pids("add")
    for pid in dict.fromkeys(opens):
        if (times := opens.count(pid)) > 1:
            per_item = times == reads.count(pid)
            fail(
                DID,
                f"process {pid} opened the log {times} times"
                + (f", for {reads.count(pid)} lines" if per_item else ""),
                "each worker opens it once, and keeps the file",
                "what a worker does when it begins (initializer=), and what for every line. A"
                " method that is sent brings its object along, each time",
                misconception="reopen_per_item" if per_item else None,
            )


def test_no_two_workers_add_at_the_same_time(answer: Answer, tmp_path: Path) -> None:
    seen = observed(answer, tmp_path)
    total = sum(map(len, EXPECTED))
    got = ([0] + [event.data["value"] for event in seen.of_kind("write")])[-1]
    if got != total:
        fail(
            DID,
            f"the sum was {got} in the end: two workers were inside add() at the same time",
            f"it is {total}, with one worker at a time",
            "the lock: is it one and the same for both workers? It is handed over when a worker is"
            " made: as an argument of Process, or with initargs=",
            misconception="drop_the_lock",
        )


def observed(answer: Answer, folder: Path) -> Observation:
    """Workers have read all lines, and the call returned; or a verdict."""
    seen = called(answer, folder, STARTS)
    by_the_method_in_force(seen, DID)
    could_not_travel(seen)
    returned(seen, DID)
    by_workers(seen)
    return seen


def called(answer: Answer, folder: Path, starts: list[int], *at_open: Any) -> Observation:
    """What is seen when these places are read; a worker that opens the log calls these first."""
    log = folder / "log"
    log.write_bytes(b"".join(LINES))
    open_log = steps(note("open"), *at_open, partial(open, str(log), "rb"))
    return answer.showing(log).observe(
        "lines_at", open_log, steps(note("add"), cell("sum").add), starts
    )


def could_not_travel(seen: Observation) -> None:
    """A verdict if something could not be pickled, or if another pickler was asked for."""
    end = seen.ending
    told = f"{end.error}: {end.text}" if end.error else error_line(seen.stderr)
    what = "the file could not be imported:" if end.how == "unloadable" else "it raised"
    saw = f"{what} {told}" + (f" (line {end.line})" if end.line else "")
    expected = "what is sent to a worker can be pickled"
    if end.error == "ModuleNotFoundError" and end.text.split("'")[1].split(".")[0] in PICKLERS:
        fail(
            DID,
            saw,
            "an answer with what comes with Python",
            "what you want to send. A pickler that takes functions by value helps with lambdas; an"
            " open file or a lock is no value, for any pickler",
            misconception="dill_everything",
        )
    if "<locals>" in told and ("pickle" in told or "get local" in told):
        fail(
            DID,
            saw,
            expected,
            "a function travels as the name under which it is imported, and one inside a function"
            " has no such name: def at the left margin. What it used from around it must travel,"
            " too, or be made in the worker",
            misconception="nested_function",
        )
    if "<lambda>" in told and "pickle" in told:
        fail(
            DID,
            saw,
            expected,
            "a function travels as the name that it got when it was made, and a lambda's is"
            " <lambda>, whatever variable holds it: def",
            misconception="global_lambda_name",
        )
    if "pickle" in told and any(kind in told for kind in ("BufferedReader", "TextIOWrapper")):
        fail(
            DID,
            saw,
            expected,
            "where the open file is: among the arguments, or in the object whose method is sent? A"
            " method takes its object along, with all that is in it. Let each worker open the log",
            misconception="open_file_travels",
        )
    if "through inheritance" in told:
        fail(
            DID,
            saw,
            expected,
            "the lock: it can be given to a worker only when that is made (args= of Process,"
            " initargs= of Pool), not with a task",
            misconception="lock_travels",
        )


def by_workers(seen: Observation) -> None:
    """Every line was read in a worker, of which there are two."""
    pids = seen.pids("add")
    if seen.root in pids:
        fail(
            DID,
            f"your own process called add() {plural(pids.count(seen.root), '{n} time(s)')}",
            "the workers read, and the worker that has read a line calls add(length)",
            "who calls what: the parent only sends places and gets lines",
        )
    lengths = sorted(event.data["args"][0] for event in seen.notes("add"))
    if lengths != sorted(map(len, EXPECTED)):
        fail(
            DID,
            f"the workers called add() with {lengths}, in some order",
            f"they call it with {sorted(map(len, EXPECTED))}",
            "add(len(line)), once for every line",
        )
