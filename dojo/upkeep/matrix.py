"""`make matrix`: the self tests under every supported Python on this machine.

Each Python gets a venv of its own, `.venv-matrix/3.12` and so on, made by the same dojo/setup.sh
as `make test`'s. What is not found is said, never passed over in silence.

Exit code: 0 all that were found passed, 1 some did not, 2 none was found.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUPPORTED = ("3.11", "3.12", "3.13", "3.14", "3.15")


def find_python(version: str) -> Path | None:
    """Return a Python of this version, such as "3.12", from PATH or pyenv; None if none."""
    return next((path for path in _candidates(version) if _is_version(path, version)), None)


def _candidates(version: str) -> Iterator[Path]:
    for name in (f"python{version}", "python3"):
        found = shutil.which(name)
        if found:
            yield Path(found)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python3"), reverse=True)


def _is_version(python: Path, version: str) -> bool:
    """Ask it: pyenv's python3.12 on PATH is a script that fails unless 3.12 is switched on."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    said = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return said.stdout.strip() == version


def prove(root: Path, version: str, python: Path, arguments: Sequence[str]) -> str:
    """Run the self tests under one Python; return "passed", or what went wrong."""
    venv = Path(".venv-matrix", version)
    made = subprocess.run(
        ["sh", "dojo/setup.sh", "--into", str(venv), "--dev"],
        cwd=root,
        env={**os.environ, "PYTHON": str(python)},
        check=False,
    )
    if made.returncode:
        return "FAILED: no venv"
    proof = [str(venv / "bin" / "python"), "-m", "pytest", "selftest", *arguments]
    code = subprocess.run(proof, cwd=root, check=False).returncode
    return "passed" if code == 0 else f"FAILED: pytest's exit code {code}"


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dojo.upkeep.matrix",
        description="Run the self tests under every supported Python on this machine.",
        epilog="Anything else is passed on to pytest.",
    )
    parser.add_argument("--only", nargs="+", choices=SUPPORTED, default=SUPPORTED)
    options, for_pytest = parser.parse_known_args(arguments)
    outcome = {}
    for version in options.only:
        python = find_python(version)
        print(f"\n==== Python {version}: {python or 'not found'}", flush=True)
        outcome[version] = prove(root, version, python, for_pytest) if python else "not found"
    print()
    for version, what in outcome.items():
        print(f"Python {version}  {what}")
    tried = {what for what in outcome.values() if what != "not found"}
    return 2 if not tried else int(tried != {"passed"})


if __name__ == "__main__":
    sys.exit(main())
