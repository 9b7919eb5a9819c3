"""Both ways to isolate a run, for tests of what must hold in each of them."""

import subprocess
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from dojo.arena.client import Arena

MODES = ("namespaces", "plain")


@cache
def namespaces_granted() -> bool:
    """Whether this system lets this user make namespaces; root may do without one for users."""
    parts = ("--mount", "--pid", "--ipc", "--fork", "true")
    return any(
        subprocess.run(
            ["unshare", *user, *parts], check=False, stderr=subprocess.DEVNULL
        ).returncode
        == 0
        for user in (["--user", "--map-root-user"], [])
    )


def arena(
    folder: Path, module: str, mode: str, start_method: str = "fork", **options: object
) -> Arena:
    """The arena on one answer, isolated like this. Skips the test where the system refuses."""
    if mode == "namespaces" and not namespaces_granted():
        pytest.skip("this system grants no namespaces to this user")
    if "isolation" in {field.name for field in fields(Arena)}:
        options["isolation"] = mode
    return Arena(folder, module, start_method, **options)  # type: ignore[arg-type]  # reason: the fields of Arena, by name


def staged(folder: Path, answer: Path, module: str) -> Path:
    """The folder in which an answer has the name under which the arena imports it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{module}.py").write_bytes(answer.read_bytes())
    return folder
