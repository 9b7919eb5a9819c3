"""Grades right answers while a hostile one runs beside them, in namespaces of their own.

``python -m selftest.neighbours MODE HOSTILE`` prints the verdicts on the right answers as JSON.
Start it by the command that ``world`` returns: then it can harm only what it started itself.
"""

import fcntl
import json
import socket
import struct
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from dojo import verdict
from dojo.arena.client import ArenaLost
from dojo.arena.limits import Limits
from dojo.arena.observation import Observation
from dojo.arena.probes import note
from dojo.grading import START_METHODS
from dojo.verdict import Unsolved
from selftest.modes import arena, staged

HERE = Path(__file__).parent / "neighbour"
RUNS = 20
LIMITS = Limits(seconds=60.0)  # of the hostile one, which is broken off before

# What namespaces alone would still share: the folders for temporary files.
_SMALL_MACHINE = """
mount -t tmpfs -o size=300m none /tmp && mount -t tmpfs -o size=100m none /dev/shm || exit 125
unset TMPDIR
exec "$@"
"""


def world(command: Sequence[str]) -> list[str]:
    """The command that runs ``command`` in namespaces of its own."""
    kinds = ["--user", "--map-root-user", "--mount", "--pid", "--ipc", "--net", "--uts"]
    enter = ["unshare", *kinds, "--fork", "--kill-child", "--mount-proc"]
    return [*enter, "sh", "-c", _SMALL_MACHINE, "sh", *command]


def raise_loopback() -> None:
    """In a new network namespace it is down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        up = struct.pack("16sH14x", b"lo", 1)
        fcntl.ioctl(line, 0x8914, up)  # SIOCSIFFLAGS, see netdevice(7)


def told_of(seen: Observation) -> str:
    """The verdict on a right answer, whose value is 42; with what was seen if it is wrong."""
    try:
        verdict.returned(seen)
        verdict.nothing_left(seen)
    except Unsolved as unsolved:
        return f"{unsolved.verdict}: {unsolved.message}"
    strange = [e.kind for e in seen.events if e.kind not in ("kill", "returned")]
    right = seen.ending.value == 42 and not strange
    return "solved" if right else f"{seen.ending} {strange} {seen.stderr}"


def grade(folder: Path, mode: str, number: int) -> str:
    """One run of one of the right answers."""
    rights = sorted(HERE.glob("right_*.py"))
    right = rights[number % len(rights)]
    method = START_METHODS[number // len(rights) % len(START_METHODS)]
    place = staged(folder / f"right_{number}", right, "k00_right")
    try:
        told = told_of(arena(place, "k00_right", mode, method).run("answer"))
    except ArenaLost as lost:
        told = f"could not tell: {lost}"
    return told if told == "solved" else f"{right.stem} under {method}: {told}"


def main() -> None:
    """Grade beside the hostile answer until it ends, or often enough."""
    mode, hostile = sys.argv[1], Path(sys.argv[2])
    raise_loopback()
    with tempfile.TemporaryDirectory(prefix="answers-") as name:
        folder = Path(name)
        attacker = staged(folder / "hostile", hostile, "k00_hostile")
        beside = arena(attacker, "k00_hostile", mode, limits=LIMITS)
        with beside.start("answer", note("up")) as live:
            live.wait_for("up")
            told = [grade(folder, mode, number) for number in range(RUNS)]
            with suppress(ArenaLost):  # how the hostile answer ends does not matter here
                live.break_off()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
