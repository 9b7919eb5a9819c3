"""k27: run as a script it prints each line once and ends; imported, it only defines things."""

from typing import NoReturn

from dojo.answer import Answer
from dojo.arena.client import Arena
from dojo.arena.observation import Observation, exit_text, short
from dojo.verdict import Verdict, error_line, exited, fail, plural, waits

UNFINISHED = "before the\n        current process has finished its bootstrapping phase"
ENOUGH = (
    10  # births; two workers need five at most: program, two helpers of multiprocessing, workers
)


def test_it_prints_each_line_once_and_ends(answer: Answer) -> None:
    runs_well(answer, {10: 4, 100: 25})


def test_two_worker_processes_do_the_counting(answer: Answer) -> None:
    seen = runs_well(answer, {7: 3, 20: 8, 50: 15, 200: 46})
    children = len(seen.children())
    if children not in (1, 2):  # a pool that starts workers on demand may need only one
        fail(
            did(seen, "7 20 50 200"),
            f"it started {plural(children, '{n} worker process(es)')}",
            "two worker processes",
            "how many workers the pool is told to start, and who does the counting",
        )


def test_importing_it_prints_nothing_and_starts_nothing(answer: Answer) -> None:
    seen = answer.within(births=ENOUGH).observe("primes_below", 100)
    children = len(seen.children())
    if seen.stdout or children:
        imported_like_run(answer, seen)
    if seen.ending.how != "returned" or seen.ending.value != 25:
        fail(
            "imported the file from another program, and called primes_below(100)",
            f"primes_below {seen.ending}",
            "it returns 25, with nothing else of the script having been run",
            "what primes_below needs: is all of it there after an import?",
        )


def did(seen: Observation, numbers: str) -> str:
    """The command, and the start method."""
    return f"ran python k27_the_main_guard.py {numbers} under the start method {seen.start_method}"


def runs_well(answer: Answer, counts: dict[int, int]) -> Observation:
    """Run as a script it prints these counts, and ends with exit code 0; or a verdict."""
    numbers = [str(number) for number in counts]
    seen = answer.within(births=ENOUGH).run_program(*numbers)
    what = did(seen, " ".join(numbers))
    lines = [f"{len(counts)} numbers", *(f"{n}: {count}" for n, count in counts.items())]
    if UNFINISHED in seen.stdout + seen.stderr:
        judge_children_that_start_children(seen, what)
    judge_method(seen, what)
    if "AttributeError" in seen.stderr and "'__mp_main__'" in seen.stderr:
        judge_lost_function(seen, what)
    if "NameError: name '" in seen.stderr and seen.start_method != "fork":
        judge_lost_global(answer, seen, what, numbers, lines)
    exited(seen, what)
    if seen.stdout.splitlines() != lines:
        judge_output(seen, what, lines)
    return seen


def judge_output(seen: Observation, what: str, lines: list[str]) -> NoReturn:
    """It ended well and printed something else, or more, or nothing."""
    got = seen.stdout.splitlines()
    if not got and not seen.children():
        fail(
            what,
            "it ended at once with exit code 0. It printed nothing, and started no process",
            f"{len(lines)} lines, the first of them {lines[0]!r}",
            'the condition of the guard: a script that is run has the name "__main__", underscores'
            " included",
            misconception="guard_never_opens",
        )
    if again := got.count(lines[0]) - 1:
        each = set(lines) <= set(got) and again > 0
        fail(
            what,
            f"{lines[0]!r} was printed {again + 1} times. All of the output: {short(seen.stdout)}",
            "every line once",
            "all that stands at the left margin, besides def and import: each child runs it, too",
            misconception="top_level_runs_again" if each else None,
        )
    fail(
        what, f"it printed {short(seen.stdout)}", f"it prints {lines}", "what it prints, and where"
    )


def judge_method(seen: Observation, what: str) -> None:
    """The start method is chosen outside; nobody takes another one."""
    forked = [p for p in seen.children() if p.started == "fork"]
    others = len(seen.children()) - len(forked)
    wanted = next((line for line in seen.stderr.splitlines() if "set_start_method(" in line), "")
    chosen_twice = "context has already been set" in seen.stderr
    if seen.start_method != "fork" and forked and not others:
        fail(
            what,
            f"{plural(len(forked), '{n} worker(s)')} came to be by fork",
            f"all workers come to be by {seen.start_method}, which is in force",
            "who chooses the start method: not the script. macOS and Windows cannot do without"
            " the guard anyway",
            misconception="force_fork",
        )
    if chosen_twice:
        by_fork = "fork" in wanted.replace("forkserver", "")
        fail(
            what,
            f"it ended with {exit_text(seen.ending.exit_code)}: the start method had been chosen"
            f" already. {error_line(seen.stderr)}",
            "the script takes the start method that is in force",
            f"the line {wanted.strip() or 'that sets it'}",
            misconception="force_fork" if by_fork else None,
        )


def judge_children_that_start_children(seen: Observation, what: str) -> NoReturn:
    """A child imported the script and came to the line that starts workers; Python refused."""
    look = (
        "what a child does first: it imports this file, and runs all that stands at the left"
        ' margin. Put that behind if __name__ == "__main__":'
    )
    ended = sum(1 for child in seen.children() if child.exit_code == 1)
    if not ended and seen.ending.exit_code == 0:
        fail(
            what,
            "each child that began ran the script from its first line and came to the line that"
            " starts workers; Python refused, and the script caught the RuntimeError. All of the"
            f" output: {short(seen.stdout)}",
            "children that do not run the script a second time",
            look,
            misconception="except_runtimeerror",
        )
    how, verdict = {
        "bounded": (
            "and new ones took their place without end, until the arena stopped it",
            Verdict.TOO_MUCH,
        ),
        "stuck": ("and the program waits for them for ever", Verdict.STUCK),
    }.get(seen.ending.how, (f"and the program ended with {seen.ending}", Verdict.NOT_YET))
    fail(
        what,
        f"{plural(ended, '{n} child(ren)')} ended with RuntimeError, {how}. Each of them ran the"
        " script from its first line, and came to the line that starts workers",
        "two workers, which do nothing but count",
        look,
        misconception="no_guard",
        verdict=verdict,
    )


def judge_lost_function(seen: Observation, what: str) -> NoReturn:
    """A worker was told to call a function that the script, as the child imports it, has not."""
    stuck = f" The tasks are lost with them. {waits(seen)}" if seen.ending.how == "stuck" else ""
    fail(
        what,
        f"the workers did not find the function. {error_line(seen.stderr)}.{stuck}",
        "workers that find primes_below when they import this file",
        "what is behind the guard: in a child it is never run, so a function defined there does not"
        " exist",
        misconception="guard_the_def",
        verdict=Verdict.STUCK if stuck else Verdict.NOT_YET,
    )


def judge_lost_global(
    answer: Answer, seen: Observation, what: str, numbers: list[str], lines: list[str]
) -> None:
    """A name is missing in the worker; if it is there under fork, the parent alone had set it."""
    forking = Arena(answer.file.parent, answer.file.stem, "fork").run_program(*numbers)
    if forking.stdout.splitlines() == lines:
        fail(
            what,
            f"{error_line(seen.stderr)}. Under fork there is such a name: a forked child has a copy"
            " of all that the program had set until then",
            "workers that have what they need in every child",
            "what primes_below uses: it must come as an argument, or stand at the left margin",
            misconception="global_under_the_guard",
        )


def imported_like_run(answer: Answer, seen: Observation) -> NoReturn:
    """The import ran the script, or a part of it; say which, and what that shows."""
    children = len(seen.children())
    misconception = None
    look = 'all that stands at the left margin, and is not behind if __name__ == "__main__":'
    if seen.start_method != "fork":
        program = answer.within(births=ENOUGH).run_program("10", "100")
        runs_right = program.stdout == "2 numbers\n10: 4\n100: 25\n" and not program.stderr
        if not children and UNFINISHED not in program.stdout + program.stderr:
            misconception = "top_level_runs_again"
        elif children and runs_right:
            misconception = "lock_file" if program.at_end.files else "home_made_guard"
            look = "what decides whether to run: only __name__ tells a script from an import"
            if program.at_end.files:
                look += f". And the file {program.at_end.files[0]} is still there for the next run"
    fail(
        "imported the file from another program, which then called primes_below(100)",
        f"the import printed {short(seen.stdout)} and started "
        + plural(children, "{n} process(es)" if children else "no process"),
        "an import that prints nothing and starts nothing",
        look,
        misconception=misconception,
    )
