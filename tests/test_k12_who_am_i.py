"""k12: every worker tells its own name, pid and creator, and the register has them all."""

from collections import Counter
from typing import Any, NamedTuple

from dojo.answer import Answer
from dojo.arena.observation import Observation, short
from dojo.arena.probes import note
from dojo.verdict import error_line, fail, plural, returned


class SignedIn(NamedTuple):
    """What one worker told about itself, and what the operating system knows about it."""

    name: object
    pid: object
    creator: object
    real_name: str
    real_pid: int


def test_every_worker_knows_its_own_pid(answer: Answer) -> None:
    seen, workers = signed_in(answer, "ada", "bob")
    for worker in workers:
        if worker.pid == worker.real_pid:
            continue
        saw = f"the worker with pid {worker.real_pid} told the pid {short(worker.pid)}"
        expected = f"{worker.real_pid}, its own pid"
        if worker.pid == seen.root:
            fail(
                did("ada", "bob"),
                f"{saw}, which is the caller's: it was asked for in the caller's process",
                expected,
                "where the pid is asked for. Arguments are worked out by the caller, and under fork"
                " so is all that stands at the top of the file; the child gets the answer",
                misconception="asked_in_the_caller",
            )
        fail(did("ada", "bob"), saw, expected, "os.getpid(), and the process that calls it")


def test_every_worker_knows_who_created_it(answer: Answer) -> None:
    seen, workers = signed_in(answer, "ada", "bob")
    for worker in workers:
        if worker.creator != seen.root:
            wrong_creator(seen, worker)


def test_every_worker_has_its_name(answer: Answer) -> None:
    _, workers = signed_in(answer, "ada", "bob")
    for what, names in (
        ("workers told the names", [worker.name for worker in workers]),
        ("processes were named", [worker.real_name for worker in workers]),
    ):
        if Counter(map(repr, names)) != Counter(map(repr, ["ada", "bob"])):
            fail(
                did("ada", "bob"),
                f"the {what} {', '.join(map(repr, names))}",
                "one 'ada' and one 'bob'",
                "what Process gets as name=, and current_process().name, asked in the worker",
            )


def test_the_register_has_every_worker(answer: Answer) -> None:
    registered(answer, "ada", "bob", "cyd")


def test_workers_with_the_same_name_are_all_registered(answer: Answer) -> None:
    registered(answer, "ada", "bob", "ada")


def did(*names: str) -> str:
    """The call, as a learner would write it."""
    return f"called sign_in({list(names)}, desk)"


def signed_in(answer: Answer, *names: str) -> tuple[Observation, list[SignedIn]]:
    """Every worker has called the desk once, in a process of its own; or a verdict."""
    seen = answer.observe("sign_in", list(names), note("desk"))
    end = seen.ending
    if end.how == "raised" and "'NoneType'" in end.text and "parent_process" in end.traceback:
        fail(
            did(*names),
            f"the caller got {end.error}: {end.text} (line {end.line}). Its own parent_process() is"
            " None, because multiprocessing did not create it",
            "each worker asks who created it; for a worker there is an answer",
            f"line {end.line}: which process works out this expression?",
            misconception="asked_in_the_caller",
        )
    returned(seen, did(*names))
    calls = seen.notes("desk")
    if len(calls) != len(names):
        fail(
            did(*names),
            f"desk was called {len(calls)} times. {error_line(seen.stderr)}",
            f"it is called {len(names)} times, once by each worker",
            "the target of each Process",
        )
    pids = {call.pid for call in calls}
    if seen.root in pids or len(pids) < len(calls):
        fail(
            did(*names),
            f"the {len(calls)} calls of desk came from {plural(len(pids), '{n} process(es)')}"
            + (", the caller's own among them" if seen.root in pids else ""),
            f"they come from {len(names)} new processes, one for each name",
            "target= and start() of each Process",
        )
    workers = []
    for call in calls:
        args = call.data["args"]
        if len(args) != 3 or call.data["kwargs"]:
            fail(
                did(*names),
                f"desk got the arguments {short(args)} {call.data['kwargs'] or ''}".strip(),
                "three arguments: name, pid, creator",
                "the call of desk",
            )
        name, pid, creator = args
        workers.append(SignedIn(name, pid, creator, call.data["name"], call.pid))
    return seen, workers


def wrong_creator(seen: Observation, worker: SignedIn) -> None:
    """Say whose pid it is that a worker took for its creator's."""
    helpers = {p.pid for p in seen.processes if p.role == "helper"}
    above = {p.parent for p in seen.processes if p.pid == seen.root}
    saw = f"the worker with pid {worker.real_pid} told the creator {short(worker.creator)}"
    expected = f"{seen.root}, the process that called sign_in"
    if worker.creator in helpers:
        fail(
            did("ada", "bob"),
            f"{saw}. That is the fork server: under the start method {seen.start_method} it forks"
            " the workers, on behalf of the process that wants them",
            expected,
            "os.getppid(): it gives the parent in the operating system's tree. Who created a worker"
            " is another question: multiprocessing.parent_process()",
            misconception="getppid_is_creator",
        )
    if worker.creator in above:
        fail(
            did("ada", "bob"),
            f"{saw}. That is the parent of the caller: it was asked for in the caller's process",
            expected,
            "where it is asked for: under fork all that stands at the top of the file has been"
            " worked out by the caller, long before there was a worker",
            misconception="asked_in_the_caller",
        )
    fail(did("ada", "bob"), saw, expected, "multiprocessing.parent_process(), asked in the worker")


def one_of_each_name(value: dict[Any, Any], expected: dict[int, str]) -> bool:
    """Whether a register has names as its keys, or looks as if it had had them."""
    names = set(expected.values())
    if value and set(value) <= names:
        return True
    correct = all(expected.get(pid) == name for pid, name in value.items())
    return correct and len(value) == len(names) and set(value.values()) == names


def registered(answer: Answer, *names: str) -> None:
    """The call returns a dict with the pid and the name of every worker, or a verdict."""
    seen, workers = signed_in(answer, *names)
    value = seen.ending.value
    expected = dict(sorted((worker.real_pid, worker.real_name) for worker in workers))
    if value == expected:
        return
    saw = f"it returned {short(value)}"
    if isinstance(value, dict) and None in value:
        fail(
            did(*names),
            f"{saw}. A pid of None is that of a process which has not been started",
            f"it returns {expected}",
            "when .pid is read: start() is what makes the process, and the operating system gives"
            " it its pid then",
            misconception="pid_before_start",
        )
    if isinstance(value, dict) and one_of_each_name(value, expected):
        missing = len(names) - len(value)
        fail(
            did(*names),
            f"{saw}. {plural(missing, '{n} worker(s)')} got lost" if missing else saw,
            f"it returns {expected}",
            "what the workers are kept by. Two of them may have the same name, and a dict has one"
            " place for each key",
            misconception="name_as_key",
        )
    fail(
        did(*names),
        saw,
        f"it returns {expected}",
        "pid and name of each Process, after start()",
    )
