"""k15: from what two processes measured of themselves, tell how they shared their time.

SAMPLES were measured once, on a virtual machine with two CPUs (Linux 6.18, Python 3.11), by two
processes that each noted time.monotonic(), time.process_time() and resource.getrusage() before and
after a task. The machine was busy; a scheduling weight above all other work (nice -20 of a session
of their own) gave them its CPUs. The circumstances make it certain which label is true.
One more sample is measured by the test itself, on one CPU, where no load can make it parallel.
"""

import functools
import importlib
import json
import operator
import os
import subprocess
import sys
from typing import Any, NoReturn

from dojo.answer import Answer
from dojo.arena.probes import note
from dojo.verdict import fail, returned

Sample = list[dict[str, Any]]


def record(  # noqa: PLR0917  # reason: a line of a table
    start: float, end: float, cpu: float, voluntary: int, involuntary: int, cpus: list[int]
) -> dict[str, Any]:
    """One process of a sample."""
    return {
        "start": start,
        "end": end,
        "cpu": cpu,
        "voluntary": voluntary,
        "involuntary": involuntary,
        "cpus": cpus,
    }


SAMPLES: dict[str, Sample] = {
    # the second process was started when the first had ended
    "one computed, then the other": [
        record(4386.3061, 4386.6081, 0.3001, 0, 18, [0, 1]),
        record(4386.6397, 4386.9398, 0.3000, 0, 1, [0, 1]),
    ],
    "one slept, then the other": [
        record(4386.9698, 4387.1801, 0.0006, 20, 0, [0, 1]),
        record(4387.2126, 4387.4146, 0.0006, 20, 0, [0, 1]),
    ],
    # both computed for 0.4 s, pinned to the same CPU
    "both computed, on one CPU": [
        record(4387.4619, 4388.2605, 0.4000, 0, 328, [0]),
        record(4387.4645, 4388.2624, 0.4000, 0, 325, [0]),
    ],
    # 30 turns of 10 ms each; whose turn it was went back and forth through a pair of pipes
    "each waited for its turn, with two CPUs": [
        record(4389.7126, 4390.3234, 0.3012, 29, 32, [0, 1]),
        record(4389.7133, 4390.3322, 0.3013, 30, 17, [0, 1]),
    ],
    # both computed for 0.4 s, each pinned to a CPU of its own
    "both computed, on two CPUs": [
        record(4388.3129, 4388.7460, 0.4000, 0, 27, [0]),
        record(4388.3129, 4388.7536, 0.4000, 0, 56, [1]),
    ],
    # both computed for 0.5 s on a CPU of its own; the second began 0.4 s later
    "the second began late, on two CPUs": [
        record(4390.3747, 4390.8791, 0.5000, 0, 12, [0]),
        record(4390.7750, 4391.2942, 0.5001, 0, 38, [1]),
    ],
    # both computed for 0.8 s, a third process did so too: three on two CPUs
    "both computed, with a third one on two CPUs": [
        record(4391.4130, 4392.5628, 0.8000, 0, 322, [0, 1]),
        record(4391.4230, 4392.6713, 0.8000, 0, 355, [0, 1]),
    ],
    # 40 times time.sleep(0.01) in each
    "both slept": [
        record(4388.7925, 4389.2083, 0.0010, 40, 0, [0, 1]),
        record(4388.7933, 4389.2085, 0.0011, 40, 0, [0, 1]),
    ],
    "one computed, one slept": [
        record(4389.2681, 4389.6719, 0.4000, 0, 12, [0, 1]),
        record(4389.2658, 4389.6371, 0.0010, 36, 0, [0, 1]),
    ],
}
SERIAL, SERIAL_ASLEEP, ONE_CPU, TURNS, TWO_CPUS, LATE, BUSY, ASLEEP, ONE_ASLEEP = SAMPLES
OVERLAPPING = (ONE_CPU, TURNS, TWO_CPUS, LATE, BUSY, ASLEEP, ONE_ASLEEP)


def test_one_after_the_other_is_sequential(answer: Answer) -> None:
    are_told(answer, "sequential", SERIAL, SERIAL_ASLEEP)


def test_taking_turns_is_interleaved(answer: Answer) -> None:
    are_told(answer, "interleaved", ONE_CPU, TURNS)


def test_running_at_the_same_instant_is_parallel(answer: Answer) -> None:
    are_told(answer, "parallel", TWO_CPUS, LATE, BUSY)


def test_overlapping_without_computing_is_waiting(answer: Answer) -> None:
    are_told(answer, "waiting", ASLEEP, ONE_ASLEEP)


def test_neither_the_order_of_the_records_nor_the_origin_of_the_clock_matters(
    answer: Answer,
) -> None:
    for name, sample in SAMPLES.items():
        told = tell(answer, sample)
        moved = [
            process | {"start": process["start"] - 4380, "end": process["end"] - 4380}
            for process in reversed(sample)
        ]
        again = tell(answer, moved)
        if told != again:
            fail(
                f"called classify with the sample {name!r}: then once more, with the two records"
                " the other way round and all times earlier by 4380 seconds",
                f"it returned {told!r}, then {again!r}",
                "the same both times",
                "which of the two began first: their times tell, their places in the list do not",
                misconception="list_order_is_time_order" if told == "sequential" else None,
            )


def test_two_on_one_cpu_just_now_were_not_parallel(answer: Answer) -> None:
    sample = just_now_on_one_cpu()
    told = tell(answer, sample)
    if told in ("parallel", "sequential"):
        disagree(
            answer, "measured just now: both computed, on one CPU", sample, told, "interleaved"
        )


def are_told(answer: Answer, label: str, *names: str) -> None:
    """These samples get this label."""
    for name in names:
        told = tell(answer, SAMPLES[name])
        if told != label:
            disagree(answer, name, SAMPLES[name], told, label)


def tell(answer: Answer, sample: Sample) -> object:
    """What classify returns."""
    seen = answer.observe("classify", sample)
    returned(seen, f"called classify({sample})")
    return seen.ending.value


def disagree(answer: Answer, name: str, sample: Sample, told: object, label: str) -> NoReturn:
    """Another label: show the figures, and what the labels of all samples together show."""
    misconception, look = what_it_shows(answer)
    fail(
        f"called classify with the sample {name!r}: {in_words(sample)}",
        f"it returned {told!r}",
        f"it returns {label!r}",
        look,
        misconception=misconception,
    )


def in_words(sample: Sample) -> str:
    """The figures of a sample that the labels are about."""
    lives = [process["end"] - process["start"] for process in sample]
    overlap = min(p["end"] for p in sample) - max(p["start"] for p in sample)
    figures = ", ".join(
        f"{p['cpu']:.3f} s of CPU time in {life:.3f} s"
        for p, life in zip(sample, lives, strict=True)
    )
    return f"{figures}; both were there for {max(overlap, 0):.3f} s"


def what_it_shows(answer: Answer) -> tuple[str | None, str]:
    """The misconception that the labels of all samples together show, and one thing to look at."""
    told = {name: tell(answer, sample) for name, sample in SAMPLES.items()}
    serial_is_seen = told[SERIAL] == told[SERIAL_ASLEEP] == "sequential"
    halves_apart = told[ONE_CPU] == "interleaved" and told[TWO_CPUS] == "parallel"
    misconception = None
    if set(told.values()) == {"parallel"}:
        misconception = "count_processes"
    elif asks_for_cpus(answer):
        misconception = "cpu_count_says_so"
    elif serial_is_seen and len({told[name] for name in OVERLAPPING}) == 1:
        misconception = "wall_clock_only"
    elif halves_apart and "interleaved" in (told[SERIAL], told[LATE]):
        misconception = "sum_of_cpu_only"
    elif halves_apart and told[TURNS] != "interleaved" and told[BUSY] == "interleaved":
        misconception = "switches_only"
    elif halves_apart and told[TURNS] == told[BUSY] == told[LATE] == "parallel":
        misconception = "affinity_says_so"
    return misconception, LOOK_AT[misconception]


LOOK_AT = {
    "count_processes": "that there are two says nothing yet: when did they run?",
    "cpu_count_says_so": "where the number of CPUs comes from: the machine that classifies need not"
    " be the one that was measured",
    "wall_clock_only": "the CPU time: start and end alone do not tell who computed, and who slept or"
    " had to wait",
    "sum_of_cpu_only": "by which time the CPU time is divided: the label is about the time when both"
    " were there, not about all the time from the first start to the last end",
    "switches_only": "what a switch tells: that it happened. How long who ran is in the CPU time",
    "affinity_says_so": "cpus: these were allowed. Whether two of them were in use at once, the CPU"
    " time tells",
    None: "the table in the task: the first line that is true",
}


def asks_for_cpus(answer: Answer) -> bool:
    """Whether the answer asks how many CPUs there are, here and now."""
    return any(answer.observe("classify", Watched(SAMPLES[n])).notes() for n in (ONE_CPU, TWO_CPUS))


class Watched:
    """A sample. Where it is unpickled, it first makes the functions that count CPUs report home."""

    def __init__(self, sample: Sample) -> None:
        """Watch who counts CPUs while this sample is classified."""
        self.sample = sample

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as: set these attributes, then take the last of the list, the sample."""
        counting = [Replaced("cpu_count", os.cpu_count())]
        if hasattr(os, "process_cpu_count"):
            counting.append(Replaced("process_cpu_count", os.process_cpu_count()))
        counting.append(Replaced("sched_getaffinity", os.sched_getaffinity(0)))
        return operator.getitem, ([*counting, self.sample], -1)


class Replaced:
    """Where it is unpickled, this function of os is replaced by a note that returns the same."""

    def __init__(self, name: str, returns: object) -> None:
        """Name the function, and what it returns on this machine."""
        self.name, self.returns = name, returns

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as a call of setattr."""
        return setattr, (Module(), self.name, note(f"os.{self.name}", returns=self.returns))


class Module:
    """Where it is unpickled, the module os."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as an import."""
        return importlib.import_module, ("os",)


BURN = """
import json, os, resource, sys, time

def look():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return time.monotonic(), time.process_time(), usage.ru_nvcsw, usage.ru_nivcsw

os.sched_setaffinity(0, {int(sys.argv[1])})
before = look()
print("ready", flush=True)
sys.stdin.readline()
while time.process_time() < before[1] + 0.03:
    pass
print("done", flush=True)
sys.stdin.readline()
print(json.dumps([before, look()]))
"""


@functools.cache
def just_now_on_one_cpu() -> Sample:
    """Two processes that compute on one CPU; both are there until both are done."""
    cpu = min(os.sched_getaffinity(0))
    command = [sys.executable, "-c", BURN, str(cpu)]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as one,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other,
    ):
        for _ in ("ready", "done"):
            for process in (one, other):
                assert process.stdout is not None
                process.stdout.readline()
            for process in (one, other):
                assert process.stdin is not None
                process.stdin.write("\n")
                process.stdin.flush()
        looks = [json.loads(process.communicate()[0]) for process in (one, other)]
    return [record(a[0], b[0], b[1] - a[1], b[2] - a[2], b[3] - a[3], cpus=[cpu]) for a, b in looks]
