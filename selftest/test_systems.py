"""On systems that grant less, runs work with what is left, and the doctor tells the truth.

Each row of the table takes something away, in namespaces of its own or by a filter of system calls.
It may cost the parts of a run's world that it names, and no others. A row in which no run is possible
names the cause that must then be told.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dojo.grading import ROOT
from selftest.modes import MODES

HERE = Path(__file__).parent

_CALLS = {
    "x86_64": {"sethostname": 170, "mount": 165, "unshare": 272, "seccomp": 317, "capset": 126}
    | {"setns": 308},
    "aarch64": {"sethostname": 161, "mount": 40, "unshare": 97, "seccomp": 277, "capset": 91}
    | {"setns": 268},
}
_EVERYWHERE = {"pidfd_getfd": 438, "mount_setattr": 442, "landlock_create_ruleset": 444}
NUMBERS = _CALLS.get(platform.machine(), {}) | _EVERYWHERE

# Refuses system calls with an errno, from the next exec on; see seccomp(2). Needs root, or no_new_privs.
_FILTER = """
import ctypes, os, struct, sys
errno, *numbers = map(int, sys.argv[1].split(","))
step = lambda code, value, yes=0, no=0: struct.pack("=HBBI", code, yes, no, value)
code = step(0x20, 0)
for number in numbers:
    code += step(0x15, number, 0, 1) + step(0x06, 0x00050000 | errno)
code += step(0x06, 0x7FFF0000)
buffer = ctypes.create_string_buffer(code, len(code))
program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
libc = ctypes.CDLL(None, use_errno=True)
if os.getuid() and libc.prctl(38, 1, 0, 0, 0):
    sys.exit("no_new_privs is refused")
if libc.prctl(22, 2, program, 0, 0):
    sys.exit("a filter is refused")
os.execv(sys.argv[2], sys.argv[2:])
"""

# What a run is like there, and what the doctor says it is like.
_LOOK = """
import json, os
from pathlib import Path
from dojo import doctor
from dojo.arena.client import Arena, ArenaLost
from selftest.answers.k00_system import KINDS

runs = []
for method in ("fork", "spawn", "forkserver"):
    try:
        seen = Arena(Path("selftest/answers"), "k00_system", method).run("where_it_runs")
        run = {"ended": str(seen.ending), "value": seen.ending.value}
        runs.append(run | {"protections": seen.protections})
    except ArenaLost as lost:
        runs.append({"lost": "; ".join([str(lost), *getattr(lost, "__notes__", [])])})
found = doctor.granted()
print(json.dumps({
    "parts": [part.name for part in found.world.parts],
    "words": found.in_words(),
    "landlock": found.landlock,
    "sees_calls": found.sees_calls,
    "gaps": doctor.gaps(),
    "outside": {kind: os.readlink(f"/proc/self/ns/{kind}") for kind in KINDS},
    "runs": runs,
}))
"""
_KINDS = {"MOUNT": "mnt", "PID": "pid", "IPC": "ipc", "NET": "net", "UTS": "uts", "USER": "user"}
_ALL = frozenset({*_KINDS, "DEV"})


@dataclass(frozen=True)
class System:
    """A system that lacks something.

    ``flags`` are those of unshare(1), ``script`` is what a shell does in these namespaces. ``refused``
    are system calls that fail with ``errno``. ``costs`` are the parts that are gone; the rest is not.
    ``cause`` is a pattern of what a run in plain isolation says that is not possible.
    """

    name: str
    flags: str = ""
    script: str = ""
    refused: tuple[str, ...] = ()
    errno: int = 1
    costs: frozenset[str] = frozenset()
    cause: str | None = None

    def __str__(self) -> str:
        """Its name."""
        return self.name


def without(kind: str, costs: str) -> System:
    """Of a system in which no namespaces of this kind are made."""
    script = f"echo 0 >/proc/sys/user/max_{kind}_namespaces; "
    return System(f"no {kind} namespaces", "-U -r", script, costs=frozenset(costs.split()))


def refusing(call: str, costs: str = "", errno: int = 1) -> System:
    """Of a system in which this call fails."""
    name = f"{call} fails with {os.strerror(errno)}"
    return System(name, refused=(call,), errno=errno, costs=frozenset(costs.split()))


_BARE_DEV = (
    "mount -t tmpfs none {place}/dev; for n in null zero full random urandom tty; do"
    " touch {place}/dev/$n; mount --bind /dev/$n {place}/dev/$n; done; "
)
_NEW_ROOT = (  # with all that is in the old one but {without}
    "mount -t tmpfs none {place}/root; for f in /*; do t={place}/root$f;"
    " if [ $f = {without} ]; then :; elif [ -L $f ]; then cp -P $f $t;"
    " elif [ -d $f ]; then mkdir -p $t; mount --rbind $f $t; fi; done;"
    " mkdir {place}/root/old; cd {place}/root; pivot_root . old; cd {root}; umount -l /old; "
)
ERRNO_ENOSYS = 38

SYSTEMS = (
    System("a system as it is"),
    without("user", "USER"),
    without("pid", "PID"),
    without("net", "NET"),
    without("ipc", "IPC"),
    without("uts", "UTS"),
    without("mnt", " ".join(_ALL)),
    System(
        "no namespaces at all",
        "-U -r",
        "for f in /proc/sys/user/max_*_namespaces; do echo 0 >$f; done; ",
        costs=_ALL,
    ),
    System(
        "a /proc with parts that are hidden, as in a container",
        "-m",
        "mount --bind /dev/null /proc/kcore; mount -t tmpfs -o ro none /proc/acpi; ",
        costs=frozenset({"PID"}),
    ),
    System(
        "a read-only /proc/sys, as in a container",
        "-m",
        "mount --bind -o ro /proc/sys /proc/sys; ",
        costs=frozenset({"PID"}),
    ),
    System("a /proc that hides other users", "-m", "mount -o remount,hidepid=2 /proc; "),
    System("no /run", "-m", _NEW_ROOT.replace("{without}", "/run")),
    System("no /var/tmp", "-m", "mount -t tmpfs none /var; "),
    System("no /dev/shm", "-m", _BARE_DEV + "mount --rbind {place}/dev /dev; ", cause="/dev/shm"),
    System(
        "a /dev without a terminal",
        "-m",
        _BARE_DEV + "umount {place}/dev/tty; rm {place}/dev/tty; mkdir {place}/dev/shm;"
        " mount -t tmpfs -o mode=1777 none {place}/dev/shm; mount --rbind {place}/dev /dev; ",
        costs=frozenset({"DEV"}),
    ),
    System(
        "a read-only root",
        "-m",
        "mount -o remount,bind,ro /; mount -o remount,bind,ro /dev/shm; unset TMPDIR; ",
        cause="(?i)no folder can be made|/dev/shm is read-only",
    ),
    System("a temporary folder on a file system of its own", "-m", "mount -t tmpfs none /tmp; "),
    refusing("unshare", " ".join(_ALL)),
    refusing("unshare", " ".join(_ALL), ERRNO_ENOSYS),
    refusing("mount", " ".join(_ALL)),
    refusing("mount_setattr", " ".join(_ALL), ERRNO_ENOSYS),
    refusing("sethostname", "UTS"),
    refusing("seccomp"),
    refusing("seccomp", errno=ERRNO_ENOSYS),
    refusing("landlock_create_ruleset", errno=ERRNO_ENOSYS),
    refusing("landlock_create_ruleset", errno=95),
    refusing("pidfd_getfd"),
    refusing("pidfd_getfd", errno=ERRNO_ENOSYS),
    System(
        "what Docker refuses",
        refused=("unshare", "mount", "setns", "mount_setattr", "sethostname"),
        costs=_ALL,
    ),
)


def look(system: System, place: Path, mode: str) -> dict[str, Any]:
    """What the doctor and three runs say there. Skips a system that cannot be made here."""
    for folder in ("dev", "root", "tmp"):
        (place / folder).mkdir(exist_ok=True)
    run = [sys.executable, "-c", _LOOK]
    if system.refused:
        numbers = [system.errno, *(NUMBERS.get(call, -1) for call in system.refused)]
        if -1 in numbers:
            pytest.skip("reason: the numbers of system calls are not known for this machine")
        run = [sys.executable, "-I", "-c", _FILTER, ",".join(map(str, numbers)), *run]
    if system.flags:
        script = system.script.replace("{place}", str(place)).replace("{root}", str(ROOT))
        made = ["unshare", *system.flags.split(), "sh", "-ec", f'{script}exec "$@"', "sh"]
        tried = subprocess.run([*made, "true"], cwd=ROOT, check=False, capture_output=True)
        if tried.returncode:
            pytest.skip(f"reason: it cannot be made here: {tried.stderr.decode().strip()}")
        run = [*made, *run]
    variables = {**os.environ, "TMPDIR": str(place / "tmp"), "DOJO_ISOLATION": mode}
    done = subprocess.run(run, cwd=ROOT, env=variables, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@cache
def parts_of_this_system() -> frozenset[str]:
    """What is granted where nothing was taken away."""
    with tempfile.TemporaryDirectory(prefix="system-") as name:
        return frozenset(look(SYSTEMS[0], Path(name), "namespaces")["parts"])


def test_there_are_enough_systems() -> None:
    names = [str(system) for system in SYSTEMS]
    assert len(set(names)) == len(names) >= 20


@pytest.mark.thorough
@pytest.mark.timeout(120)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("system", SYSTEMS, ids=str)
def test_runs_work_with_what_is_left_and_the_doctor_tells_the_truth(
    system: System, mode: str
) -> None:
    with tempfile.TemporaryDirectory(prefix="system-", ignore_cleanup_errors=True) as name:
        told = look(system, Path(name), mode)
        assert [*Path(name, "tmp").iterdir()] == []
    parts = frozenset(told["parts"])
    if mode == "plain":
        assert not parts
    else:
        assert parts_of_this_system() - system.costs <= parts
        assert not parts & system.costs
    for run in told["runs"]:
        lost = run.get("lost", "")
        if lost:
            assert not parts, lost
            assert system.cause, lost
            assert re.search(system.cause, lost), lost
            continue
        namespaces, child_told, exit_code = run["value"] or ({}, None, run["ended"])
        assert (child_told, exit_code) == ("here", 0), run
        own = {kind for kind, inode in namespaces.items() if inode != told["outside"][kind]}
        assert own == {_KINDS[part] for part in parts if part in _KINDS}
        assert run["protections"] == told["words"]
    assert told["sees_calls"] == ("seccomp" not in system.refused)
    assert bool(told["landlock"]) == ("landlock_create_ruleset" not in system.refused)
    gaps = "\n".join(told["gaps"])
    assert ("changes a file outside" in gaps) == ("MOUNT" not in parts), gaps
    assert ("change its verdict" in gaps) == (not {"PID", "MOUNT", "IPC", "NET"} <= parts), gaps
    assert ("still wake" in gaps) == (not told["sees_calls"]), gaps
