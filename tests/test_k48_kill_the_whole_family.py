"""k48: when the time is over, all of the command's family end, asked first; nobody else does."""

import shlex
import signal
import sys
from functools import partial
from subprocess import Popen
from typing import NoReturn

from dojo.answer import Answer
from dojo.arena.observation import Event, Observation, short
from dojo.arena.probes import look, meet, note, steps
from dojo.support import LOOK_AT_REST, came_to_rest, there
from dojo.verdict import Verdict, fail, plural, returned

PLENTY = 60  # seconds that nobody needs
LITTLE = 0.05  # seconds, for those who never end by themselves: any number gives the same verdict
# Whatever the timeout was, late() returns when the program in the background is at work.
MET = meet("at work", 2)
LATE = steps(MET, look("late"), LOOK_AT_REST, note("late"))

# What programs in the background do: each says that it is ready, and goes on until it is ended.
READY = 'steps(note("ready"), meet("at work", 2))()'
STAYS = f'{READY}; gate("never")()'
STUBBORN = f'on_signal({signal.SIGTERM:d}, note("asked"))(); {STAYS}'
BYE = 'lambda: print("bye", flush=True)'
CLEANS_UP = f'steps(note("asked"), hold("cleans up"), {BYE}, note("clean"), leave(0))'
# Before it is at work, it waits until the shell has ended, whose pid it is given.
FORSAKEN = f"""
from contextlib import suppress
from os import pidfd_open
from select import select
from sys import argv
with suppress(ProcessLookupError):
    select([pidfd_open(int(argv[1]))], [], [])
{STAYS}
"""
# Who is not asked, while everybody waits for something, does not stay for ever.
TIDY = f'on_signal({signal.SIGTERM:d}, {CLEANS_UP})(); {READY}; hold("not asked")()'


def in_the_background(code: str) -> str:
    """A shell command that prints a word, and starts a program, which is given the shell's pid."""
    program = [sys.executable, "-c", f"from dojo.arena.probes import *; {code}"]
    return f"echo begun; {shlex.join(program)} $$ &"


def test_what_the_shell_has_started_ends_with_it(answer: Answer) -> None:
    did = "called run(…) with a shell that starts a program in the background, and waits for it"
    run(answer, did, f"{in_the_background(STAYS)} wait")


def test_what_the_shell_has_left_in_the_background_ends_too(answer: Answer) -> None:
    did = "called run(…) with a shell that starts a program in the background, and ends"
    run(answer, did, in_the_background(FORSAKEN))


def test_who_cleans_up_when_asked_has_the_time_for_it(answer: Answer) -> None:
    did = (
        f"called run(…) with a grace of {PLENTY} seconds; a program in the background cleans up on"
    )
    did += ' SIGTERM, and prints "bye"'
    seen = run(answer, did, f"{in_the_background(TIDY)} wait", PLENTY)
    if not seen.notes("clean"):
        had_no_time(seen, did)
    expect(seen, did, b"begun\nbye\n")


def test_who_does_not_end_in_time_is_killed(answer: Answer) -> None:
    did = "called run(…) with a program in the background that SIGTERM does not end"
    seen = run(answer, did, f"{in_the_background(STUBBORN)} wait")
    expect(seen, did, b"begun\n")


def test_nobody_else_is_disturbed(answer: Answer) -> None:
    did = "called run(…); your program has started the same command once more, beside it"
    command = f"{in_the_background(STAYS)} wait"
    again = steps(MET, partial(Popen, command, shell=True), LATE)
    seen = observe(answer, did, command, LITTLE, again)
    _, *others = seen.pids("ready")
    if others and not set(others) <= there(seen, "alive"):
        sent = any(kill.data["to"] in others for kill in seen.of_kind("kill"))
        fail(
            did,
            "that other program was ended, too",
            "the family of this command is ended, and nobody else",
            "how you find whom to end: by a name, or by a command line, you find others, too"
            if sent
            else "who is in the group, or in the tree, that you end",
            misconception="kill_by_name" if sent else None,
        )


def test_who_ends_in_time_keeps_output_and_exit_code(answer: Answer) -> None:
    did = f'called run("echo out; exit 3", {PLENTY}, {PLENTY}, late)'
    seen = answer.call("run", "echo out; exit 3", PLENTY, PLENTY, note("late"))
    if seen.notes("late"):
        fail(
            did, "late() was called", "it is not: the command ended in time", "when late is called"
        )
    if seen.ending.value != (3, b"out\n"):
        fail(
            did,
            f"it returned {short(seen.ending.value)}",
            f"it returns {(3, b'out' + bytes([10]))}",
            "returncode, and what communicate() returns",
        )


def run(answer: Answer, did: str, command: str, grace: float = LITTLE) -> Observation:
    """What was seen; a verdict unless it returned, and nobody of the command's family was left."""
    seen = observe(answer, did, command, grace)
    if alive := there(seen, "alive"):
        live_on(
            answer, seen, did, plural(len(alive), "when it had returned, {n} process(es) still ran")
        )
    if there(seen, "unreaped"):
        fail(
            did,
            "it returned, and nobody had waited for the shell: it stays a zombie",
            "nobody is left",
            "process.wait(), or communicate(), after the signals",
        )
    return seen


def observe(
    answer: Answer, did: str, command: str, grace: float, late: steps = LATE
) -> Observation:
    """What was seen; a verdict unless it returned, with late() called before any signal."""
    seen = answer.observe("run", command, LITTLE, grace, late)
    answer.forgive(seen)  # the look at rest tells what is left
    own = [kill for kill in seen.of_kind("kill") if kill.data["to"] in (0, -seen.root)]
    if seen.ending.how == "killed" and own:
        fail(
            did,
            f"it sent {own[-1].label} to a process group, and was in it itself: your program was"
            " ended",
            "the family of the command is ended, and your program goes on",
            "in which group the shell is: in yours, unless Popen is told to begin a new one",
            misconception="killpg_without_session",
            verdict=Verdict.CRASHED,
        )
    if seen.ending.how == "stuck" and seen.notes("late"):
        own_wait = next((w for w in seen.waiting if w.role == "answer" and w.line), None)
        at = f" at line {own_wait.line}: {own_wait.source}" if own_wait else ""
        live_on(answer, seen, did, f"a deadlock: your process waits for ever{at}")
    returned(seen, did)
    called = seen.notes("late")
    if len(called) != 1:
        fail(
            did,
            f"late() was called {plural(len(called), '{n} time(s)')}",
            "it is called once, when the time is over",
            "what is done on TimeoutExpired",
        )
    before = [kill for kill in seen.of_kind("kill") if is_before(seen, kill, called[0])]
    if before:
        fail(
            did,
            f"it had sent {before[0].label} when it called late()",
            "late() is called before anybody is told to end",
            "what is done before late(). subprocess.run, when the time is over, kills the process by"
            " itself, and that one only",
            misconception="late_is_too_late",
        )
    working = set(seen.pids("ready"))
    if not working or not working & there(seen, "alive", "late"):
        fail(
            did,
            "late() was called when the program in the background was not at work, or no longer",
            "late() is called before anybody is told to end",
            "who ends the command, and when you hear of it",
            misconception="late_is_too_late" if working else None,
        )
    came_to_rest(seen, did)
    return seen


def live_on(answer: Answer, seen: Observation, did: str, saw: str) -> NoReturn:
    """Somebody of the family lives on: tell who was told what."""
    kills = seen.of_kind("kill")
    told = {kill.data["to"] for kill in kills}
    direct = {process.pid for process in seen.processes if process.parent == seen.root}
    stuck = seen.ending.how == "stuck"
    name, thing = None, "who tells the programs that the shell has started to end?"
    if stuck:
        thing += " communicate() waits for all who can still write to the pipe"
    if seen.notes("asked") and not any(kill.label == "SIGKILL" for kill in kills):
        saw += ". It had sent SIGTERM, and the program in the background lives on"
        name, thing = "asks_only", "what follows when the grace is over: SIGKILL, to the same group"
    elif told <= direct:
        who = "The shell got a signal, and nobody else" if told else "Nobody got a signal"
        saw += f". {who}; the program in the background lives on" + ", and holds the pipe" * stuck
        if ends_a_living_family(answer):
            name = "the_shell_has_ended"
            thing = "what you ask before you send a signal: is it about the shell, or the others?"
            if told:
                name = "walks_the_tree"
                thing = "how the others are found when the shell is no longer their parent"
        elif told:
            name = "communicate_after_kill" if stuck else "kill_direct_child"
    fail(
        did,
        saw,
        "it returns, and nobody of the family is left",
        thing,
        misconception=name,
        verdict=Verdict.STUCK if stuck else Verdict.NOT_YET,
    )


def ends_a_living_family(answer: Answer) -> bool:
    """Whether nobody is left if the shell is still there when the time is over."""
    seen = answer.observe("run", f"{in_the_background(STAYS)} wait", LITTLE, LITTLE, LATE)
    answer.forgive(seen)
    return seen.ending.how == "returned" and not there(seen, "alive")


def had_no_time(seen: Observation, did: str) -> NoReturn:
    """The program in the background did not clean up to the end: tell why."""
    labels = [kill.label for kill in seen.of_kind("kill")]
    asked = bool(seen.notes("asked"))
    saw, name = "the program in the background was not asked to end", None
    thing = "whom SIGTERM reaches: one pid, or all in a group"
    if labels and "SIGTERM" not in labels:
        saw = f"it sent {labels[0]}, and no SIGTERM before"
        thing = "which signal asks: SIGTERM. SIGKILL ends a process at once, wherever it is"
        name = "kill_first" if labels[0] == "SIGKILL" else None
    elif asked and "SIGKILL" in labels:
        saw = "it sent SIGTERM, and SIGKILL while the program was cleaning up, with nearly all of"
        saw += f" the {PLENTY} seconds left"
        name = "kills_before_the_grace_is_over"
        thing = "for whom you wait: the shell ends at once. communicate() waits for all of them"
    elif asked:
        saw = "it sent SIGTERM, and returned while the program was cleaning up"
        thing = "for whom you wait after SIGTERM"
    fail(
        did,
        saw,
        "it is asked by SIGTERM, and has its time to clean up",
        thing,
        misconception=name,
    )


def expect(seen: Observation, did: str, output: bytes) -> None:
    """It returned None and this output."""
    value = seen.ending.value
    if value == (None, output):
        return
    last = output.splitlines()[-1]
    got = value[1] if isinstance(value, tuple) and len(value) == 2 else None
    if isinstance(got, bytes) and last == b"bye" and last not in got:
        fail(
            did,
            f"the program printed {last!r} before it ended, and that is not in the output",
            f"all of the output: {output!r}",
            "which output you return: that of the exception is what had come until the timeout",
            misconception="output_until_the_timeout",
        )
    fail(
        did,
        f"it returned {short(value)}",
        f"it returns {short((None, output))}",
        "what it returns when the time is over",
    )


def is_before(seen: Observation, first: Event, second: Event) -> bool:
    """Whether one event came before another."""
    return seen.events.index(first) < seen.events.index(second)
