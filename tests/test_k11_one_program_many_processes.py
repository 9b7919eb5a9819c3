"""k11: every run of the script is a process of its own, and its exit code comes back."""

from pathlib import Path

import pytest

from dojo.answer import Answer
from dojo.arena.observation import Event, Observation, exit_text, short
from dojo.verdict import error_line, fail, plural, returned

TIMES = 3

# Each run says that it began, and stays until nothing else moves: so the runs are there together,
# if the answer lets them.
BEGIN = """
from dojo.arena.probes import hold, note
note("run")()
hold("stay")()
"""

# The week begins one day later after every run, in the process that ran it.
CHANGE_A_MODULE = """
import calendar
note("week")(calendar.firstweekday())
calendar.setfirstweekday(calendar.firstweekday() + 1)
"""


def test_every_run_is_a_process_of_its_own(answer: Answer, tmp_path: Path) -> None:
    did = f"called launch(script, {TIMES})"
    all_ran(launched(answer, tmp_path, "", did), did)


def test_no_run_sees_what_another_run_has_changed(answer: Answer, tmp_path: Path) -> None:
    did = f"called launch(script, {TIMES}); the script reads calendar.firstweekday(), then adds 1"
    seen = launched(answer, tmp_path, CHANGE_A_MODULE, did)
    all_ran(seen, did)
    found = [event.data["args"][0] for event in seen.notes("week")]
    if found != [0] * TIMES:
        fail(
            did,
            f"the runs read {', '.join(map(str, found))}",
            "every run reads 0: it has imported the module anew, and nobody has changed its copy",
            "what runs in a process that has run the script before",
        )


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        pytest.param("", 0, id="falls off its end"),
        pytest.param("import sys; sys.exit(3)", 3, id="calls sys.exit"),
        pytest.param("import os; os._exit(4)", 4, id="calls os._exit"),
        pytest.param("raise ValueError('on purpose')", 1, id="raises an exception"),
    ],
)
def test_the_exit_code_of_every_run_comes_back(
    answer: Answer, tmp_path: Path, ending: str, code: int
) -> None:
    did = f"called launch(script, {TIMES}) with a script whose last line is: {ending or 'pass'}"
    seen = launched(answer, tmp_path, ending, did)
    all_ran(seen, did)
    value = seen.ending.value
    if isinstance(value, list | tuple) and list(value) == [code] * TIMES:
        return
    expected = f"it returns {[code] * TIMES}"
    if code and value == [code << 8] * TIMES:
        fail(
            did,
            f"it returned {value}. {code << 8} is {code} * 256: a wait status, which has the exit"
            " code in its upper byte",
            expected,
            "os.waitstatus_to_exitcode, which takes a wait status apart",
            misconception="raw_wait_status",
        )
    fail(
        did,
        f"it returned {short(value)}",
        expected,
        "where each run's exit code is kept: exitcode of a Process, returncode of a Popen",
    )


def launched(answer: Answer, folder: Path, rest: str, did: str) -> Observation:
    """The call returned after its runs, none of them in the caller's process; or a verdict."""
    script = folder / "script.py"
    script.write_text(f"{BEGIN}{rest}\n")
    seen = answer.showing(script).observe("launch", str(script), TIMES)
    in_the_caller(seen, [e for e in seen.notes("run") if e.pid == seen.root], did)
    still_running(seen, did)
    if seen.ending.how == "raised" and seen.ending.error == "PermissionError":
        fail(
            did,
            f"the operating system refused to run the script: {seen.ending.text} (line"
            f" {seen.ending.line})",
            "the program that is run is Python (sys.executable), and the script is its argument",
            "the first word of the command",
            misconception="script_as_the_program",
        )
    lost_workers(seen, did)
    returned(seen, did)
    return seen


def in_the_caller(seen: Observation, here: list[Event], did: str) -> None:
    """Name runs that happened in the caller's own process, and what that did to it."""
    if not here:
        return
    consequence = {
        "exited": f", and the caller itself ended ({exit_text(seen.ending.exit_code)})",
        "raised": f", and the caller got the script's {seen.ending.error}",
    }.get(seen.ending.how, "")
    runs = plural(len(here), "{n} run(s)")
    threads = {event.data["thread"] for event in here} - {seen.root}
    if threads:
        fail(
            did,
            f"{runs} happened in {plural(len(threads), '{n} thread(s)')} of one process, the"
            f" caller's own (pid {seen.root}){consequence}",
            f"{TIMES} runs in {TIMES} new processes",
            "what a thread is: a second thing that one process does, with the same memory and the"
            " same end",
            misconception="thread_per_run",
        )
    fail(
        did,
        f"{runs} happened in the caller's own process (pid {seen.root}){consequence}",
        f"{TIMES} runs in {TIMES} new processes",
        "exec, import and runpy: they execute the script's lines here, and make no process",
        misconception="exec_in_place",
    )


def still_running(seen: Observation, did: str) -> None:
    """Name a return before the runs have ended."""
    left = seen.at_return
    if seen.ending.how == "returned" and left is not None and left.alive:
        running = plural(len(left.alive), "{n} process(es)")
        fail(
            did,
            f"it returned {short(seen.ending.value)} while {running} still ran",
            "it returns when all runs have ended: before that there is no exit code",
            "wait() of a Popen, join() of a Process",
            misconception="detached_and_forgotten",
        )


def lost_workers(seen: Observation, did: str) -> None:
    """Name a pool that waits for a worker whom its run has ended."""
    broken = seen.ending.how == "raised" and seen.ending.error == "BrokenProcessPool"
    waits = [w for w in seen.waiting if w.role == "answer" and "pool" in w.waits_for]
    if broken or (seen.ending.how == "stuck" and waits):
        fail(
            did,
            "a run ended its process, as a run may, and that was a worker of a pool. "
            + (
                f"The pool broke: {seen.ending.text}"
                if broken
                else f"The answer waits for its result for ever (line {waits[0].line})"
            ),
            "a process for each run, which nobody needs after the run",
            "what a pool is: a few processes that live on, and take one task after another",
            misconception="pool_of_workers",
        )


def all_ran(seen: Observation, did: str) -> None:
    """TIMES runs in TIMES processes, or a verdict."""
    runs = seen.notes("run")
    if len(runs) != TIMES:
        fail(
            did,
            f"the script ran {len(runs)} times. {error_line(seen.stderr)}",
            f"it runs {TIMES} times",
            "how often a process is started with the script",
        )
    pids = {event.pid for event in runs}
    if len(pids) == 1:
        fail(
            did,
            f"all {TIMES} runs happened in one new process (pid {pids.pop()}), one after the other",
            f"{TIMES} runs in {TIMES} new processes",
            "which loop is inside which: the process must be started in the loop",
            misconception="one_child_loops",
        )
    if len(pids) < TIMES:
        fail(
            did,
            f"{TIMES} runs happened in {len(pids)} processes: one of them ran the script twice",
            f"{TIMES} runs in {TIMES} new processes",
            "what a pool is: a few processes that live on, and take one task after another",
            misconception="pool_of_workers",
        )
