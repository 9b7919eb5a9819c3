"""k46: the program waits for the writer and the work, and for nobody else; nobody is left."""

from functools import partial
from multiprocessing.process import active_children
from operator import attrgetter
from typing import NoReturn

from dojo.answer import Answer
from dojo.arena.client import NeverReached
from dojo.arena.observation import Leftovers, Observation, exit_text, short
from dojo.arena.probes import chain, gate, hold, look, note, steps, tell
from dojo.arena.probes import fail as raises
from dojo.support import TO_WAIT_OUT, wait_out
from dojo.verdict import Verdict, error_line, fail, nothing_left, plural, returned

BEAT = steps(note("beats"), gate("never"))
WRITES, WORKS = note("writes"), steps(tell("asserts", eval, "__debug__"), note("works"))
AT_LENGTH = gate("all the time it needs")
DAEMONS = chain(active_children, partial(map, attrgetter("pid", "daemon")), dict, note("daemons"))
BESIDE = steps(note("main"), hold("all at work"), look("beside main"), DAEMONS)
MAIN = steps(BESIDE, note("main is over", "well"))
MAIN_FAILS = steps(BESIDE, note("main is over"), raises("no route to host"))
GIVEN_UP = "join_with_a_limit"
REFUSED = "daemonic processes are not allowed to have children"


def test_all_is_written_although_main_is_over_before(answer: Answer) -> None:
    did = "called run(main, beat, write, work); main is over while write() still goes on"
    seen, gave_up = run(answer, did, write=AT_LENGTH)
    returned(seen, did)
    beside_main(seen, did, "write", "writes")
    if not seen.notes("written"):
        name = "daemon_everything" if REFUSED in seen.stderr else "daemon_finishes_first"
        the_writer_was_ended(seen, did, name, gave_up=gave_up)
    if seen.ending.value != "well":
        fail(
            did,
            f"it returned {short(seen.ending.value)}",
            'it returns what main returns, which is "well"',
            "what run returns",
        )


def test_the_lead_starts_one_more_process_and_the_work_is_done(answer: Answer) -> None:
    did = "called run(main, beat, write, work); main is over while work() still goes on"
    seen, gave_up = run(answer, did, work=AT_LENGTH)
    returned(seen, did)
    if REFUSED in seen.stderr and not seen.notes("works"):
        fail(
            did,
            f"work() was not called. {error_line(seen.stderr)}",
            "the lead starts a process that calls work()",
            "what the lead is: daemon=True forbids it to have children",
            misconception="daemon_with_children",
        )
    beside_main(seen, did, "work", "works")
    (works,) = seen.notes("works")
    helpers = {process.pid for process in seen.processes if process.role == "helper"}
    if works.data["creator"] == seen.root and works.data["parent"] in {seen.root, *helpers}:
        fail(
            did,
            "the process that called work() had been started by your own process",
            "the lead, a process of its own, starts the one that calls work()",
            "what the lead does: it starts a process, and waits for it",
            misconception="work_in_the_lead",
        )
    if not seen.notes("done"):
        the_lead_was_ended(seen, did, gave_up=gave_up)


def test_the_program_ends_and_nobody_is_left(answer: Answer) -> None:
    did = "called run(main, beat, write, work); write() and work() return before main is over"
    seen, _ = run(answer, did)
    over = all(seen.notes(label) for label in ("main is over", "written", "done"))
    if over and "stuck" in (seen.ending.how, seen.program_stopped):
        waits_for_the_pulse(seen, did)
    returned(seen, did)
    nothing_left(seen, allow=["alive", "unreaped"])  # when it returns, they may be there
    if left := {*seen.at_end.alive, *seen.at_end.unreaped}:
        fail(
            did,
            f"when your program had ended, {plural(len(left), '{n} process(es)')} that it had"
            " started still ran",
            "nobody is left",
            "who ends them, or waits for them",
            verdict=Verdict.LEFT,
        )


def test_when_main_fails_all_is_written_all_the_same(answer: Answer) -> None:
    did = "called run(…) with a main that raises ValueError while write() still goes on"
    seen, gave_up = run(answer, did, MAIN_FAILS, write=AT_LENGTH)
    end = seen.ending
    if (end.how, end.text) != ("raised", "no route to host"):
        returned(seen, did)
        fail(did, f"it {end}", "it raises what main raises", "who catches what main raises")
    beside_main(seen, did, "write", "writes")
    if not seen.notes("written"):
        else_written = run(answer, did, write=AT_LENGTH)[0].notes("written")
        name = "join_without_finally" if else_written else None
        the_writer_was_ended(seen, did, name, gave_up=gave_up)
    if seen.program_stopped == "stuck":
        ends_else = not run(answer, did)[0].program_stopped
        waits_for_the_pulse(seen, did, "terminate_without_finally" if ends_else else None)


def run(
    answer: Answer, did: str, main: steps = MAIN, *, write: object = None, work: object = None
) -> tuple[Observation, bool]:
    """What was seen, and whether a wait with a time limit was given up when main was over.

    Write or work may go on until the program waits for them, or has ended.
    """
    writes = steps(WRITES, *([write] if write else []), note("written"))
    works = steps(WORKS, *([work] if work else []), note("done"))
    with answer.within(seconds=TO_WAIT_OUT).start("run", main, BEAT, writes, works) as live:
        try:
            waited = wait_out(live, live.wait_for("main is over")[0].pid)
        except NeverReached:
            waited = []
        live.open("all the time it needs")
        seen = live.end()
    if seen.ending.error == "AssertionError" and "already started" in seen.ending.text:
        fail(
            did,
            f"it raised AssertionError: {seen.ending.text}, at line {seen.ending.line}",
            "it starts three helpers, and calls main",
            "the order of the lines: whether a process is a daemon is said before start()",
            misconception="set_later",
        )
    if seen.program_stopped not in ("", "stuck"):  # whoever was ended then, was by the arena
        nothing_left(seen, allow=Leftovers.__slots__)
    return seen, waited[-2:] == ["for a while", "ended"]


def the_writer_was_ended(
    seen: Observation, did: str, misconception: str | None, *, gave_up: bool
) -> NoReturn:
    """Not all was written: say what became of the writer."""
    (writer,) = set(seen.pids("writes"))
    code = next(p.exit_code for p in seen.processes if p.pid == writer)
    saw = f"main was over, and the writer was ended while it was writing: {exit_text(code)}"
    look, name = "who ended the writer, and who waits for it", None
    if gave_up:
        saw += ". The program had waited for it with a time limit, and that was over"
        look, name = "join() with a limit: when that is over, the writer still writes", GIVEN_UP
    elif is_daemon(seen, writer):
        saw += ". It was a daemon"
        look = "what a program does at its end: it ends its daemons at once. The others it joins"
        if (name := misconception) == "join_without_finally":
            look = "what is run after main() when main raises: what stands in finally, and no more"
    elif any(kill.data["to"] == writer for kill in seen.of_kind("kill")):
        saw += ", which your process had sent"
        look = "whom you end when main is over: only one of the three never ends by itself"
        name = "terminates_them_all"
    fail(did, saw, "the program waits until all is written", look, misconception=name)


def the_lead_was_ended(seen: Observation, did: str, *, gave_up: bool) -> NoReturn:
    """The work was not done: say what became of the lead."""
    (works,) = seen.notes("works")
    lead, name = works.data["creator"], None
    saw = "main was over, and the program ended before the work was done"
    look = "who waits for the lead, and for how long"
    if gave_up:
        saw += ". It had waited with a time limit, and that was over"
        look, name = "join() with a limit: when that is over, the work still goes on", GIVEN_UP
    elif is_daemon(seen, lead):
        saw += ". The lead was a daemon, so it was ended, and its child was left alone, an orphan"
        look = "why a daemon may not have children: when it is ended, nobody waits for them"
        name = "config_hack"
        if any(event.data["args"] == (False,) for event in seen.notes("asserts")):
            name = "python_o"
            look += ". The assert that says so was switched off"
    elif any(kill.data["to"] == lead for kill in seen.of_kind("kill")):
        saw += ". The lead got a signal from your process, and its child was left alone"
        look = "whom you end when main is over: only one of the three never ends by itself"
        name = "terminates_them_all"
    fail(did, saw, "the program waits until the work is done", look, misconception=name)


def beside_main(seen: Observation, did: str, what: str, label: str) -> None:
    """A verdict unless one other process called this, and was there with the pulse, beside main."""
    for call, word in ((what, label), ("beat", "beats")):
        if len(calls := seen.notes(word)) != 1 or calls[0].pid == seen.root:
            fail(
                did,
                f"{call}() was called {plural(len(calls), '{n} time(s)')}"
                + ", in your own process" * any(c.pid == seen.root for c in calls),
                "it is called once, in another process",
                "the target of the helpers. " + error_line(seen.stderr)
                if seen.stderr.strip()
                else "the target of the helpers",
            )
    there = {p for event in seen.of_kind("look", "beside main") for p in event.data["alive"]}
    gone = {"beat": set(seen.pids("beats")) - there, what: set(seen.pids(label)) - there}
    for call in (name for name, missing in gone.items() if missing):
        fail(
            did,
            f"main was called when no process was busy with {call}()"
            if there
            else "main was not called",
            "main is called beside the helpers, while all of them are at work",
            "the order of start(), main() and join()",
        )
    if set(seen.pids("main")) != {seen.root}:
        fail(
            did, "main was called in another process", "it is called in your own", "who calls main"
        )


def waits_for_the_pulse(
    seen: Observation, did: str, when_main_fails: str | None = None
) -> NoReturn:
    """All is written and done, and the program does not end.

    ``when_main_fails`` names why, where it would end if main returned.
    """
    own = next((w for w in seen.waiting if w.role == "answer"), None)
    here = f"at line {own.line}: {own.source}" if own and own.line else "at its end"
    joins = own is not None and "(join)" in own.waits_for
    saw = f"all was written and done, and the program never ended: it waits {here}"
    look, name = "whom the program waits for", None
    if joins and own and not own.line and not any(is_daemon(seen, p) for p in seen.pids("beats")):
        saw += ", for the pulse, which is no daemon"
        look = "what a program does at its end: it joins every child that is no daemon"
        name = "daemon_nothing"
        if when_main_fails:
            look = "what is run after main() when main raises: what stands in finally, and no more"
            name = when_main_fails
    elif joins and own and own.line:
        saw += ". The pulse never ends by itself"
        look = "whom you join: who waits for the pulse never comes to the end of the program"
        name = "joins_them_all"
    fail(
        did,
        saw,
        "the program ends, and the pulse with it",
        look,
        misconception=name,
        verdict=Verdict.STUCK,
    )


def is_daemon(seen: Observation, pid: int) -> bool:
    """Whether this child of the answer's own process was a daemon while main ran."""
    return any(event.data["args"][0].get(pid, False) for event in seen.notes("daemons"))
