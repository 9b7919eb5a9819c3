"""k21: the work gets its one argument whole, in a child process, and its exit code comes back."""

from dojo.answer import Answer
from dojo.arena.observation import Event, Observation
from dojo.arena.probes import leave, note, steps
from dojo.verdict import error_line, fail, returned


def test_a_string_arrives_as_one_argument(answer: Answer) -> None:
    arrives_whole(answer, "ada")


def test_a_number_arrives_as_one_argument(answer: Answer) -> None:
    arrives_whole(answer, 7)


def test_a_tuple_arrives_as_one_argument(answer: Answer) -> None:
    arrives_whole(answer, ("left", "right"))


def test_options_arrive_as_keyword_arguments(answer: Answer) -> None:
    call = received(answer.observe("run_in_child", note("work"), "ada", loud=True, times=2), "ada")
    if call.data["kwargs"] != {"loud": True, "times": 2}:
        fail(
            'called run_in_child(work, "ada", loud=True, times=2)',
            f"work received the keyword arguments {call.data['kwargs']}",
            "loud=True and times=2",
            "what Process gets as kwargs=",
        )


def test_the_work_runs_in_a_child_named_worker_whose_0_comes_back(answer: Answer) -> None:
    seen = answer.observe("run_in_child", note("work"), "ada")
    call = received(seen, "ada")
    if call.data["name"] != "worker":
        fail(
            'called run_in_child(work, "ada")',
            f"work ran in a process named {call.data['name']!r}",
            "a process named 'worker'",
            "what Process gets as name=",
        )
    comes_back(seen, 0, "whose work returned")


def test_the_exit_code_of_the_child_comes_back(answer: Answer) -> None:
    seen = answer.observe("run_in_child", steps(note("work"), leave(3)), "ada")
    received(seen, "ada")
    comes_back(seen, 3, "whose work ended it with exit code 3")


def comes_back(seen: Observation, code: int, child: str) -> None:
    """It returns this exit code."""
    if seen.ending.value != code:
        fail(
            f'called run_in_child(work, "ada"), with a child {child}',
            f"it returned {seen.ending.value!r}",
            f"it returns {code}, the exit code of the child",
            "process.exitcode, after join",
        )


def arrives_whole(answer: Answer, item: object) -> None:
    """The work is called with exactly this item, once."""
    received(answer.observe("run_in_child", note("work"), item), item)


def received(seen: Observation, item: object) -> Event:
    """The one call of work, in a child, with the item as its only argument; or a verdict."""
    did = f"called run_in_child(work, {item!r})"
    if seen.ending.how == "raised" and "not iterable" in seen.ending.text:
        fail(
            did,
            f"Process raised TypeError: {seen.ending.text} (line {seen.ending.line}). It takes the"
            f" arguments of work out of args= one by one, and got {item!r} itself",
            f"args= holds one thing, and that is {item!r}",
            "the parentheses in args=(item): they only group. A comma makes a tuple",
            misconception="parentheses_are_a_tuple",
        )
    if seen.ending.how == "raised" and "group argument must be None" in seen.ending.text:
        fail(
            did,
            f"Process raised AssertionError: {seen.ending.text} (line {seen.ending.line})",
            "Process gets the work as its target",
            "the order of its parameters: the first is group, always None. Name them: target=, args=",
            misconception="positional_group",
        )
    calls = seen.notes("work")
    if any(call.pid == seen.root for call in calls):
        fail(
            did,
            "work was called in the caller's own process, before there was a child",
            "work is called in the child",
            "target=work(item) calls work, here and now, and hands its result to Process."
            " target=work hands over the work itself",
            misconception="call_it_myself",
        )
    returned(seen, did)
    if not calls and seen.start_method != "fork" and "in the child" not in seen.stderr:
        never_called(seen, did)
    if len(calls) != 1:
        fail(
            did,
            f"work was called {len(calls)} times. {error_line(seen.stderr)}",
            "once, in a child process",
            "target= and args= of Process, then start()",
        )
    judge_arguments(calls[0], item, did)
    return calls[0]


def never_called(seen: Observation, did: str) -> None:
    """Under spawn and forkserver the child imports the module anew; a global set before is gone."""
    in_answer = "k21_the_missing_comma.py" in seen.stderr
    lost_global = in_answer and ("NoneType" in seen.stderr or "NameError" in seen.stderr)
    fail(
        did,
        f"the child ended without calling work. {error_line(seen.stderr)}",
        "work is called in the child",
        "what the child knows under spawn and forkserver: it imports this file anew, and gets only"
        " what you hand to Process",
        misconception="smuggle_in_global" if lost_global else None,
    )


def judge_arguments(call: Event, item: object, did: str) -> None:
    """Exactly one positional argument, and it is the item."""
    args = call.data["args"]
    if args == (item,):
        return
    try:
        spread = tuple(item) if args else None  # type: ignore[arg-type]  # reason: asks whether it can be spread
    except TypeError:
        spread = None
    if args == spread:
        fail(
            did,
            f"work received {len(args)} arguments: {', '.join(map(repr, args))}",
            f"work receives one argument: {item!r}",
            "the parentheses in args=(item): they only group, so Process takes the item itself"
            " apart. A comma makes a tuple",
            misconception="parentheses_are_a_tuple",
        )
    if len(args) == 1 and isinstance(args[0], str) and args[0].isidentifier():
        fail(
            did,
            f"work received {args[0]!r}, a name, instead of {item!r}",
            f"work receives one argument: {item!r}",
            "args= given a dict: going through a dict gives its keys. Names belong into kwargs=",
            misconception="kwargs_as_args",
        )
    fail(
        did,
        f"work received {args!r}",
        f"work receives one argument: {item!r}",
        "what Process gets as args=",
    )
