"""k43: when it returns, the lead and all of its workers are gone, and nobody else; goodbye was said."""

import operator
import signal
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena.client import Arena
from dojo.arena.observation import Observation, exit_text
from dojo.arena.probes import bystander, gate, hold, note, steps
from dojo.support import LOOK_AT_REST, came_to_rest, there
from dojo.verdict import Verdict, fail, plural, returned

GOODBYE = note("goodbye")
WORKS = steps(note("works"), gate("never"))
ENDS = note("works")
STOP = steps(hold("all at work"), LOOK_AT_REST, note("stop"))
DID = "called run_team(stop, work, items, goodbye) with two items that work until they are ended"


def test_neither_the_lead_nor_any_worker_is_left(answer: Answer) -> None:
    seen = run_team(answer, DID, STOP, [WORKS, WORKS])
    workers = pids(seen, "works")
    alive = there(seen, "alive")
    if alive & workers:
        workers_live_on(answer, seen, alive & workers)
    if alive:
        fail(
            DID,
            f"both workers had ended when it returned; {plural(len(alive), '{n} process(es)')} that"
            " it had started still ran",
            "nobody is left",
            "who is asked to end, and who is joined",
        )
    if there(seen, "unreaped"):
        fail(
            DID,
            "it returned, and nobody had joined the lead: it stays a zombie",
            "nobody is left",
            "lead.join(), after it was told to end",
        )


def test_the_lead_says_goodbye_once(answer: Answer) -> None:
    said_goodbye(answer, DID, [WORKS, WORKS])


def test_a_team_whose_work_is_done_says_goodbye_too(answer: Answer) -> None:
    did = "called run_team(…) with two items whose work is done before stop() returns"
    said_goodbye(answer, did, [ENDS, ENDS])


def test_nobody_else_is_disturbed(answer: Answer) -> None:
    did = f"{DID}; another process of the same program runs beside them"
    seen = run_team(answer, did, steps(bystander("beside"), STOP), [WORKS, WORKS])
    (other,) = pids(seen, "beside")
    if other in there(seen, "alive"):
        return
    code = next(process.exit_code for process in seen.processes if process.pid == other)
    sent = [kill for kill in seen.of_kind("kill") if kill.data["to"] == other]
    fail(
        did,
        f"that other process was ended, too: {exit_text(code)}",
        "the team is ended, and nobody else",
        "how you find whom to end: by a name, or by a command line, you find others, too",
        misconception="kill_by_name" if sent else None,
    )


def run_team(answer: Answer, did: str, stop: object, items: list[Any]) -> Observation:
    """What was seen; a verdict if it did not return, or did not start a lead that starts workers."""
    seen = answer.observe("run_team", stop, operator.call, items, GOODBYE)
    answer.forgive(seen)  # the look at rest tells what is left
    own_group = [e for e in seen.of_kind("kill") if e.data["to"] < 0 and e.pid == seen.root]
    if seen.ending.how == "killed" and own_group:
        fail(
            did,
            f"it sent {own_group[-1].label} to a process group, and was in it itself: your program"
            " was ended",
            "the team is ended, and your program goes on",
            "in which group a child is: in that of its parent, until somebody calls os.setpgid or"
            " os.setsid",
            misconception="killpg_own_group",
            verdict=Verdict.CRASHED,
        )
    returned(seen, did)
    calls = seen.notes("works")
    leads = {call.data["creator"] for call in calls}
    if "daemonic processes are not allowed to have children" in seen.stderr:
        fail(
            did,
            "no worker was started: AssertionError: daemonic processes are not allowed to have"
            " children",
            "the lead starts a worker for every item",
            "daemon=True for the lead. It would not help: daemons outlive a parent that is killed",
            misconception="daemon_true",
        )
    if len({call.pid for call in calls}) != len(items) or len(leads) != 1 or seen.root in leads:
        fail(
            did,
            f"work was called {plural(len(calls), '{n} time(s)')}, in"
            f" {plural(len({call.pid for call in calls}), '{n} process(es)')}, started by"
            f" {'your own process' if seen.root in leads else 'the lead'}",
            "the lead starts a process for every item",
            "who starts the workers: lead_team, which runs in a process of its own",
        )
    came_to_rest(seen, did)
    return seen


def said_goodbye(answer: Answer, did: str, items: list[Any]) -> None:
    """A verdict unless the lead called goodbye, once."""
    seen = run_team(answer, did, STOP, items)
    (lead,) = {call.data["creator"] for call in seen.notes("works")}
    said = seen.pids("goodbye")
    if said == [lead]:
        goodbye = seen.notes("goodbye")[0]
        after = seen.events[seen.events.index(goodbye) :]
        if late := [kill for kill in after if kill.kind == "kill" and kill.pid == lead]:
            fail(
                did,
                f"the lead called goodbye(), and after that it sent {late[0].label} to a worker",
                "goodbye() is the last thing that the lead does",
                "what is done before goodbye(): the workers are ended, and joined",
            )
        return
    workers = pids(seen, "works")
    if workers.intersection(said):
        fail(
            did,
            f"{plural(len(workers.intersection(said)), '{n} worker(s)')} called goodbye()",
            "the lead calls it, once",
            "when the handler is installed: a forked child has a copy of its parent's handlers."
            " Start the workers first",
            misconception="workers_inherit_the_handler",
        )
    code = next(process.exit_code for process in seen.processes if process.pid == lead)
    if not said and code in (-9, -15) and not there(seen, "alive"):
        look = (
            "what a signal does without a handler: the process ends on the spot, without finally."
        )
        if code == -signal.SIGKILL:
            look = "SIGKILL: it cannot be caught, so nothing is done after it, not even finally."
        fail(
            did,
            f"the lead was {exit_text(code)}, and goodbye() was not called",
            "the lead calls goodbye() before it ends",
            f"{look} A handler for SIGTERM can raise SystemExit",
            misconception="finally_runs_anyway",
        )
    fail(
        did,
        f"goodbye() was called {plural(len(said), '{n} time(s)')}",
        "the lead calls it, once",
        "the ways in which the lead can end: a signal ends it without finally, unless it has a handler"
        " for it",
    )


def workers_live_on(answer: Answer, seen: Observation, alive: set[int]) -> NoReturn:
    """Workers work on when it has returned: tell what was tried."""
    (lead,) = {call.data["creator"] for call in seen.notes("works")}
    kills = seen.of_kind("kill")
    whom = {kill.data["to"] for kill in kills}
    sent = next((kill.label for kill in kills if abs(kill.data["to"]) == lead), "A signal")
    saw = f"when it had returned, {plural(len(alive), '{n} worker(s)')} still ran"
    name, thing = None, "who tells the workers to end? The end of their parent does not"
    if seen.of_kind("kill", "SIGCHLD"):
        saw += ". They are no zombies, which have ended: they are orphans, alive and at work"
        name, thing = "zombie_hunt", "who tells them to end. There is nobody to reap yet"
    elif any(call.data["daemon"] for call in seen.notes("works")):
        saw += ", though they are daemons"
        name = "daemon_true"
        thing = f"who ends daemons: their parent, on its way out. {sent} leaves it no time for that"
    elif -lead in whom:
        saw += f": the group {lead} got a signal, and they are not in it"
        thing = "who is in the group: those whose parent was in it when they began"
    elif seen.start_method == "forkserver" and ended_by_the_kernel(answer):
        saw += (
            ". Under forkserver the parent that the kernel knows is the fork server, not the lead"
        )
        name, thing = "pdeathsig_everywhere", "PR_SET_PDEATHSIG: whose death brings the signal?"
    elif whom == {lead}:
        saw += f". {sent} went to the lead, and to nobody else. Its workers were adopted"
        name = "terminate_the_lead_only"
    fail(DID, saw, "neither the lead nor any worker is there", thing, misconception=name)


def ended_by_the_kernel(answer: Answer) -> bool:
    """Whether, under fork, workers are ended by a signal that no process has sent."""
    forking = Arena(answer.file.parent, answer.file.stem, "fork")
    forked = forking.run("run_team", STOP, operator.call, [WORKS, WORKS], GOODBYE)
    workers = pids(forked, "works")
    sent = {kill.data["to"] for kill in forked.of_kind("kill")}
    codes = [p.exit_code for p in forked.processes if p.pid in workers]
    by_signal = all(code is not None and code < 0 for code in codes)
    gone = workers and not workers & there(forked, "alive")
    return bool(gone and by_signal and not sent & workers and min(sent, default=0) >= 0)


def pids(seen: Observation, label: str) -> set[int]:
    """The processes that called a probe with this label."""
    return {event.pid for event in seen.events if event.label == label}
