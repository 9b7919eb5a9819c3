"""A run's own world is complete wherever the project lies, and also where a part of it is refused."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from selftest.modes import namespaces_granted

ROOT = Path(__file__).parents[1]

# In a chroot the kernel refuses user namespaces, to whomever; root can do without.
_CHROOT = """
PATH=$PATH:/usr/sbin; mount --rbind / "$0" && exec chroot "$0" sh -c 'cd "$0" && exec "$@"' "$@"
"""

_STUCK = """
import json, sys
from pathlib import Path
from dojo.arena import protections
from dojo.arena.client import Arena
from dojo.arena.world import Part

parts = protections.of_this_system().world.parts
for start_method in ("fork", "spawn", "forkserver"):
    arena = Arena(Path("selftest/answers").resolve(), "k00_arena", start_method)
    seen = arena.run("join_before_draining")
    lines = [waiting.line for waiting in seen.waiting]
    print(json.dumps([Part.USER in parts, Part.PID in parts, seen.ending.how, lines]))
"""

_SHOWN = """
import sys
from dojo.arena import world

found = world.granted([*world.folders_of_python(), *sys.argv[1:]])
world.enter(found)
print([open(f"{folder}/file").read() for folder in sys.argv[1:]], flush=True)
"""


def python(program: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", program, *arguments]


def run(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def _granted() -> None:
    if not namespaces_granted():
        pytest.skip("this system grants no namespaces to this user")


def test_without_a_user_namespace_the_lines_that_wait_are_told_all_the_same(tmp_path: Path) -> None:
    enter = ["unshare", "--user", "--map-root-user"] if os.getuid() else ["unshare"]
    chroot = [*enter, "--mount", "sh", "-c", _CHROOT, str(tmp_path), str(ROOT)]
    told = [json.loads(line) for line in run([*chroot, *python(_STUCK)]).splitlines()]
    assert [found[:3] for found in told] == 3 * [[False, True, "stuck"]]
    assert all(lines and lines[0] for *_, lines in told), told


def test_a_folder_is_shown_also_when_one_below_it_was_shown_before(tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    for folder in (tmp_path, below):
        (folder / "file").write_text(folder.name)
    shown = run(python(_SHOWN, str(below), str(tmp_path)))
    assert shown == f"{['below', tmp_path.name]}\n"
