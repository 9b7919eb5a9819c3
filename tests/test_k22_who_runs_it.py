"""k22: a new process does the work, once; its pid and its exit code come back."""

from typing import NoReturn

from dojo.answer import Answer
from dojo.arena import probes
from dojo.arena.observation import Event, Observation, exit_text
from dojo.arena.probes import hold, leave, note, steps
from dojo.verdict import error_line, fail, plural, returned

WORK = steps(note("work"), hold("work"))  # tells who does it; ends when the caller waits for it


def test_the_work_is_done_once_by_a_new_process(answer: Answer) -> None:
    did = 'called hand_over(work, "ada", 7)'
    call = done(answer.observe("hand_over", WORK, "ada", 7), did)
    if call.data["args"] != ("ada", 7):
        fail(
            did,
            f"work received {call.data['args']!r}",
            "work receives 'ada' and 7",
            "what Process gets as args=",
        )


def test_the_pid_of_the_new_process_comes_back(answer: Answer) -> None:
    did = 'called hand_over(work, "ada")'
    seen = answer.observe("hand_over", WORK, "ada")
    call = done(seen, did)
    pid = seen.ending.value[0]
    if pid != call.pid:
        whose = "your own process" if pid == seen.root else "no process that did the work"
        fail(
            did,
            f"process {call.pid} did the work; the pid that came back, {pid!r}, is that of {whose}",
            f"it returns {call.pid}",
            "process.pid, after start",
        )


def test_its_exit_code_comes_back(answer: Answer) -> None:
    ends_with(answer, leave(3), "work that ends its process with exit code 3", 3)


def test_an_error_in_the_work_does_not_reach_the_caller(answer: Answer) -> None:
    ends_with(answer, probes.fail("no such user"), "work that raises ValueError", 1)


def ends_with(answer: Answer, last: object, what: str, code: int) -> None:
    """The work ends in this way, in its own process, and the caller is told the exit code."""
    did = f"called hand_over with {what}"
    seen = answer.observe("hand_over", steps(WORK, last), "ada")
    done(seen, did)
    if seen.ending.value[1] != code:
        fail(
            did,
            f"it returned the exit code {seen.ending.value[1]!r}",
            f"it returns {code}",
            "process.exitcode, after join",
        )


def done(seen: Observation, did: str) -> Event:
    """The one call of work, in a new process that has ended, of which a pair came back."""
    calls = seen.notes("work")
    own = [call for call in calls if call.pid == seen.root]
    if seen.ending.error == "AttributeError" and "_target" in seen.ending.text:
        fail(
            did,
            f"run raised AttributeError: {seen.ending.text} (line {seen.ending.line}). start had"
            " already handed the work to a new process, and run found nothing left to do",
            "the work is done once, by the new process",
            "the line with run(): the new process calls run by itself, nobody else needs to",
            misconception="start_then_run",
        )
    if own:
        done_here(seen, did, own[0], in_child=len(calls) - len(own))
    came_back = [event.pid for event in seen.of_kind("ran on")]
    if calls and calls[0].pid in came_back:
        fail(
            did,
            f"hand_over came back in two processes: in the caller, and in process {calls[0].pid},"
            " which had been forked for the work. All that follows the call is done twice",
            "hand_over comes back once, in the caller",
            "what the child of os.fork does when its work is over: it must leave with os._exit",
            misconception="fork_by_hand_without_exit",
        )
    returned(seen, did)
    if len(calls) != 1:
        fail(
            did,
            f"work was done {plural(len(calls), '{n} time(s)')}. {error_line(seen.stderr)}",
            "once, by a new process",
            "target= and args= of Process, then start()",
        )
    judge_pair(seen, did, calls[0])
    return calls[0]


def done_here(seen: Observation, did: str, call: Event, in_child: int) -> NoReturn:
    """The caller's own process did the work; say how that came about, where it shows."""
    where = f"in your own process, {seen.root}"
    never_started = "can only join a started process" in seen.ending.text or (
        seen.ending.how == "returned" and seen.ending.value == (None, None)
    )
    if in_child:
        fail(
            did,
            f"work was done {in_child + 1} times: once {where}, then by a new one",
            "once, by the new process",
            "run(): it does the work at once, where it is called. The new process calls it, too",
            misconception="run_then_start",
        )
    if call.data["thread"] != seen.root:
        fail(
            did,
            f"work was done {where}, by a second thread. No new process was started",
            "a new process does it",
            "Thread: threads live inside a process, and share its pid and its end",
            misconception="a_thread_is_a_process",
        )
    if seen.ending.how == "returned" and seen.children():
        child = seen.children()[0]
        end = "" if child.exit_code is None else f", and ended with {exit_text(child.exit_code)}"
        fail(
            did,
            f"work was done {where}. Process {child.pid} was started after that, had nothing to do"
            f"{end}",
            "the new process does it",
            "target=work(…): this calls work, here and now, and hands its result to Process."
            " target=work hands over the work itself",
            misconception="target_called",
        )
    if never_started and not seen.children():
        fail(
            did,
            f"work was done {where}. No new process was started: {seen.ending}",
            "a new process does it",
            "which method of Process makes the new process: start() does. run() is what the new"
            " process then calls",
            misconception="run_not_start",
        )
    fail(
        did,
        f"work was done {where}; it {seen.ending}",
        "a new process does it, and the caller goes on",
        "who calls work: the new process, or you?",
    )


def judge_pair(seen: Observation, did: str, call: Event) -> None:
    """What came back is a pid and an exit code, of a process that has ended."""
    value = seen.ending.value
    if not isinstance(value, tuple | list) or len(value) != 2:
        fail(did, f"it returned {value!r}", "it returns a pid and an exit code", "the last line")
    running = seen.at_return is not None and call.pid in seen.at_return.alive
    if value[1] is None:
        fail(
            did,
            "it returned None for an exit code"
            + (f": process {call.pid} was still running" if running else ""),
            "a number: the process has ended when hand_over returns",
            "when the exit code is read: exitcode is None until the process has ended. join() waits"
            " for that, and itself returns None",
            misconception="exit_code_too_soon" if running else None,
        )
