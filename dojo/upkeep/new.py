"""`make new K=k28_its_name`: the files of a new kata, ready to be filled in.

Exit code: 0 made, 2 refused; nothing that exists is ever changed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dojo import catalog
from dojo.catalog import Kata

ROOT = Path(__file__).resolve().parents[2]


class Refusal(Exception):
    """The kata cannot be laid out under this name; the message says why, and what to do."""


def lay_out(root: Path, name: str) -> tuple[Path, ...]:
    """Write every file of a new kata under `root` and return their paths.

    Raises MalformedName for a bad name, and Refusal if the id is taken or a file is in the way.
    """
    kata = catalog.of_name(root, name)
    taken = sorted((root / "katas").glob(f"{kata.id}_*.py"))
    if taken:
        raise Refusal(
            f"{kata.id} is taken by {taken[0].relative_to(root)}. An id belongs to one kata; "
            f"free in this chapter: {', '.join(_free_ids(root, kata)) or 'none'}."
        )
    files = _files(kata)
    in_the_way = [path for path in files if path.exists()]
    if in_the_way:
        names = ", ".join(str(path.relative_to(root)) for path in in_the_way)
        raise Refusal(f"Already there, and not overwritten: {names}. Move it away first.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    return tuple(files)


def _free_ids(root: Path, kata: Kata) -> list[str]:
    ids = [f"k{kata.chapter}{place}" for place in range(1, 10)]
    return [one for one in ids if not any((root / "katas").glob(f"{one}_*.py"))]


def _files(kata: Kata) -> Mapping[Path, str]:
    values = {"id": kata.id, "name": kata.name, "title": _words(kata.name)}
    return {
        path: template.lstrip("\n").format(**values)
        for path, template in (
            (kata.stub, STUB),
            (kata.tests, TESTS),
            (kata.solution, SOLUTION),
            (kata.guide, GUIDE),
            (kata.wrong / "name_of_the_wrong_idea.py", WRONG),
            (kata.right / "another_way.py", RIGHT),
        )
    }


def _words(name: str) -> str:
    return name.partition("_")[2].replace("_", " ").strip().capitalize()


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dojo.upkeep.new", description="Lay out the files of a new kata."
    )
    parser.add_argument("name", nargs="?", default="", help="such as k28_its_name")
    name = parser.parse_args(arguments).name
    if not name:
        print(f"Say which: make new K=k28_its_name. {catalog.RULE}.", file=sys.stderr)
        return 2
    try:
        paths = lay_out(root, name)
    except (Refusal, catalog.MalformedName) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    for path in paths:
        print(path.relative_to(root))
    print(
        "\nEach is a small example that works; every TODO says what to write instead. Rename the "
        f"two variants for what they do. Then: make {name.partition('_')[0]}, and make test."
    )
    return 0


# ---- What a new kata begins with: the only place where its shape is written down -----------------

STUB = '''
"""{title}.

TODO: what to achieve, in the words of someone who needs it, with one example:

``run(work)`` calls ``work()`` once in a new process and waits until that has ended.

    run(greet)   prints a greeting from another process

TODO: this docstring is the task; the solution begins with the same one. Below it at most 40 lines,
one idea, code that works halfway, and one real defect: the one people really write.
"""

from multiprocessing import Process


def run(work):
    process = Process(target=work())
    process.start()
    process.join()
'''

TESTS = '''
"""{id}: TODO: what someone who calls ``run`` relies on, in one sentence."""

from dojo.answer import Answer
from dojo.arena.probes import note
from dojo.verdict import fail

# TODO: three to six tests, each name a sentence, each about one behaviour. No clock, no sleep.


def test_the_work_is_done_once_in_another_process(answer: Answer) -> None:
    did = "called run(work)"
    seen = answer.call("run", note("work"))
    calls = seen.notes("work")
    if any(call.pid == seen.root for call in calls):
        fail(
            did,
            "work was called in the caller's own process",
            "work is called in another process",
            "target=work() calls work, here and now. target=work hands it over",
            misconception="name_of_the_wrong_idea",
        )
    if len(calls) != 1:
        fail(did, f"work was called {{len(calls)}} times", "once", "target= of Process")
'''

SOLUTION = STUB.replace("target=work()", "target=work")

GUIDE = """
# {id} · {title}

## Hints

1. TODO: where to look.
2. TODO: what to notice there.
3. TODO: what to use.

## Why

TODO: what really happens, step by step, and in which Python versions.

## Misconceptions

### name_of_the_wrong_idea

TODO: what one believes, what is so, and how to see it. One section for each file in
`selftest/wrong/{id}/`, under the file's name.

## In an interview

**TODO: a question?** TODO: a model answer of three to five sentences.

## Further

- TODO: the pages of <https://docs.python.org/3/library/multiprocessing.html> that say so.
"""

WRONG = '''
"""Wrong: TODO: what someone who writes this believes, in one sentence. The file has its name."""


def run(work):
    work()
'''

RIGHT = '''
"""Right: TODO: how this answer is built differently from the solution, in one sentence."""

from multiprocessing import get_context


def run(work):
    process = get_context().Process(target=work)
    process.start()
    process.join()
'''


if __name__ == "__main__":
    sys.exit(main())
