"""dojo/setup.sh makes .venv, finds it ready, or says in plain words why it cannot.

The script is run for real, in a project folder with a space in its name, on a PATH that holds only
what the test puts there. Where packages would be installed, a `uv` stands in that keeps a record.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[1] / "dojo" / "setup.sh"
TOOLS = "cat cksum dirname flock grep mkdir mv readlink rm rmdir sed sh tail"
PACKAGES = "pytest xdist pytest_timeout rich watchfiles mypy playwright"
REAL = os.path.realpath(sys._base_executable)  # type: ignore[attr-defined]  # reason: not in typeshed
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


@dataclass(frozen=True)
class Machine:
    """A computer with a project on it."""

    project: Path
    bin: Path
    home: Path

    @property
    def venv(self) -> Path:
        return self.project / ".venv"

    @property
    def said(self) -> str:
        """What a first run says when all goes well."""
        version = platform.python_version()
        return f"Setting up .venv with Python {version} (once, about 15 seconds) …\n"

    @property
    def installs(self) -> list[str]:
        """Every lock the stand-in for uv was asked to install."""
        record = self.home / "installs"
        return record.read_text().splitlines() if record.exists() else []

    def program(self, path: Path, *lines: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
        path.chmod(0o755)

    def python(self, name: str = "python3", before: str = "") -> None:
        """Put a Python on PATH; `before` is Python code that changes what it is."""
        if before:
            self.program(self.bin / name, f'exec {REAL} -c "import sys; {before}; $2"')
        else:
            self.program(self.bin / name, f'exec {REAL} "$@"')

    def uv(self, *lines: str) -> None:
        """Put a stand-in for uv on PATH that keeps a record; `lines` are what else it does."""
        self.program(
            self.bin / "uv",
            f'for lock; do :; done; echo "$lock" >>"{self.home}/installs"',
            *lines,
            'for site in "${4%/bin/python}"/lib/python*/site-packages; do',
            f'    for name in {PACKAGES}; do : >"$site/$name.py"; done',
            "done",
        )

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        return {"PATH": str(self.bin), "HOME": str(self.home), **more}

    def setup(self, *arguments: str, cwd: Path | None = None, **env: Any) -> tuple[int, str]:
        """Run the script; return its exit code and what it said."""
        done = subprocess.run(
            [self.bin / "sh", self.project / "dojo" / "setup.sh", *arguments],
            cwd=cwd or self.project,
            env=self.environment(env),
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,  # so that a test's Ctrl-C reaches nobody else
        )
        assert done.stdout == ""
        return done.returncode, done.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without Python, with the project."""
    return new_machine(tmp_path, "my katas")


def new_machine(tmp_path: Path, name: str) -> Machine:
    """One with the project in a folder of this name."""
    one = Machine(tmp_path / name, tmp_path / "bin", tmp_path / "home")
    for folder in (one.project / "dojo", one.bin, one.home):
        folder.mkdir(parents=True)
    shutil.copy(SCRIPT, one.project / "dojo")
    for lock in ("requirements.lock", "requirements-watch.lock", "requirements-dev.lock"):
        (one.project / lock).write_text(f"# {lock}\nnosuch==1 --hash=sha256:{'0' * 64}\n")
    for tool in TOOLS.split():
        path = shutil.which(tool)
        if path:  # flock may be missing, and is not needed
            (one.bin / tool).symlink_to(path)
    return one


@pytest.fixture
def ready(machine: Machine) -> Machine:
    """The same with Python and uv, after a first run."""
    machine.python()
    machine.uv()
    assert machine.setup()[0] == 0
    return machine


def test_without_python_the_exact_command_is_given(machine: Machine) -> None:
    code, said = machine.setup()
    assert code == 1
    assert "there is no python3 on PATH" in said
    assert "    sudo apt install python3 python3-venv\n" in said
    assert not machine.venv.exists()


def test_a_python_that_is_too_old_is_named_with_its_version(machine: Machine) -> None:
    machine.python(before="sys.version_info = (3, 9, 18)")
    code, said = machine.setup()
    assert code == 1
    assert "need Python 3.11 or newer, and python3 is Python 3.9" in said
    assert not machine.venv.exists()


def test_a_python_without_ensurepip_is_told_the_package_that_has_it(machine: Machine) -> None:
    machine.python(before="sys.modules['ensurepip'] = None")
    code, said = machine.setup()
    assert code == 1
    assert f"    sudo apt install python{VERSION}-venv\n" in said
    assert not machine.venv.exists()


def test_with_uv_no_ensurepip_is_needed(machine: Machine) -> None:
    machine.python(before="sys.modules['ensurepip'] = None")
    machine.uv()
    # This Python can only answer questions: it fails to make the venv, which is a later step.
    assert "apt install" not in machine.setup()[1]


def test_a_newer_python_on_path_is_taken_where_python3_is_too_old(machine: Machine) -> None:
    machine.python(before="sys.version_info = (3, 9, 18)")
    machine.python("python3.11")
    machine.uv()
    assert machine.setup()[0] == 0
    assert os.path.realpath(machine.venv / "bin/python") == REAL


def test_a_newer_python_of_pyenv_is_taken_where_python3_is_too_old(machine: Machine) -> None:
    machine.python(before="sys.version_info = (3, 9, 18)")
    machine.program(machine.home / ".pyenv/versions/3.12.1/bin/python3", f'exec {REAL} "$@"')
    machine.uv()
    assert machine.setup()[0] == 0


def test_pyenvs_name_for_a_python_that_is_not_switched_on_is_passed_over(machine: Machine) -> None:
    machine.program(
        machine.bin / "python3", "echo 'pyenv: python3: command not found' >&2; exit 127"
    )
    code, said = machine.setup()
    assert code == 1
    assert "pyenv: " not in said


def test_a_python_asked_for_that_is_none_is_named(machine: Machine) -> None:
    machine.python()
    code, said = machine.setup(PYTHON="python9")
    assert code == 1
    assert "PYTHON=python9 does not name a Python 3.11 or newer" in said


def test_a_python_asked_for_that_is_too_old_is_not_replaced_by_another(machine: Machine) -> None:
    machine.python()
    machine.python("python3.9", before="sys.version_info = (3, 9, 18)")
    code, said = machine.setup(PYTHON="python3.9")
    assert code == 1
    assert "(python3.9 is Python 3.9)" in said


def test_the_first_run_makes_a_venv_that_works(ready: Machine) -> None:
    python = ready.venv / "bin" / "python"
    code = "import sys; print(sys.prefix)"
    said = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(ready.venv)
    assert ready.installs == ["requirements.lock"]


def test_the_second_run_does_and_says_nothing(ready: Machine) -> None:
    assert ready.setup() == (0, "")
    assert ready.installs == ["requirements.lock"]


def test_a_ready_venv_needs_neither_python_on_path_nor_network(ready: Machine) -> None:
    (ready.bin / "python3").unlink()
    (ready.bin / "uv").unlink()
    assert ready.setup() == (0, "")


def test_it_may_be_called_from_any_folder(machine: Machine) -> None:
    machine.python()
    machine.uv()
    assert machine.setup(cwd=machine.home)[0] == 0
    assert machine.venv.exists()


def test_a_half_made_venv_is_made_again(ready: Machine) -> None:
    (ready.venv / ".process-katas" / "requirements.lock").unlink()
    (ready.venv / "half").touch()
    assert ready.setup()[0] == 0
    assert not (ready.venv / "half").exists()
    assert ready.setup() == (0, "")


def test_a_venv_of_an_older_lock_is_made_again(ready: Machine) -> None:
    (ready.venv / "old").touch()
    (ready.project / "requirements.lock").write_text("# newer\n")
    assert ready.setup()[0] == 0
    assert not (ready.venv / "old").exists()


def test_a_venv_whose_python_went_away_is_made_again(ready: Machine) -> None:
    python, gone = ready.venv / "bin" / "python", ready.home / "python3"
    python.unlink()
    python.symlink_to(gone)
    stamp = ready.venv / ".process-katas" / "requirements.lock"
    stamp.write_text(stamp.read_text().replace(REAL, str(gone)))  # as if made with that one
    assert ready.setup()[0] == 0
    assert os.path.realpath(python) == REAL


def test_a_venv_whose_python_was_replaced_by_another_is_made_again(ready: Machine) -> None:
    python = ready.venv / "bin" / "python"
    python.unlink()
    python.symlink_to(ready.bin / "python3")
    assert ready.setup()[0] == 0
    assert os.path.realpath(python) == REAL


def test_asking_for_the_python_it_was_made_with_changes_nothing(ready: Machine) -> None:
    assert ready.setup(PYTHON="python3") == (0, "")


def test_asking_for_another_python_makes_it_again(ready: Machine) -> None:
    other = ready.bin / "other"
    ready.python("other", before=f"sys._base_executable = '{other}'")
    code, _ = ready.setup(PYTHON="other")
    # This other Python can only answer questions: with it, making the venv anew fails.
    assert code == 1
    assert not (ready.venv / ".process-katas" / "requirements.lock").exists()


def test_a_venv_of_someone_else_is_left_alone(machine: Machine) -> None:
    machine.python()
    machine.uv()
    (machine.venv / "lib").mkdir(parents=True)
    code, said = machine.setup()
    assert code == 1
    assert "not made by this project" in said
    assert "mv .venv .venv.old" in said
    assert (machine.venv / "lib").is_dir()
    assert machine.installs == []


def test_a_link_to_a_venv_elsewhere_is_left_alone(machine: Machine) -> None:
    machine.python()
    machine.uv()
    machine.venv.symlink_to(machine.home)
    assert machine.setup()[0] == 1
    assert machine.venv.is_symlink()


def test_an_empty_folder_is_as_good_as_none(machine: Machine) -> None:
    machine.python()
    machine.uv()
    machine.venv.mkdir()
    assert machine.setup()[0] == 0


@pytest.mark.parametrize(
    ("more", "what"),
    [("dev", "the tools for working on the project"), ("watch", "what watches your files")],
)
def test_more_is_added_to_a_ready_venv(ready: Machine, more: str, what: str) -> None:
    (ready.venv / "kept").touch()
    code, said = ready.setup(f"--{more}")
    assert (code, f"Adding {what} to .venv (once)" in said) == (0, True)
    assert ready.installs == ["requirements.lock", f"requirements-{more}.lock"]
    assert (ready.venv / "kept").exists()
    assert ready.setup(f"--{more}") == (0, "")
    assert ready.setup() == (0, "")


def test_tools_and_watching_stand_side_by_side(ready: Machine) -> None:
    assert ready.setup("--dev")[0] == ready.setup("--watch")[0] == 0
    assert ready.setup("--dev") == ready.setup("--watch") == (0, "")


def test_with_the_tools_at_once_the_learners_part_is_ready_too(machine: Machine) -> None:
    machine.python()
    machine.uv()
    assert machine.setup("--dev")[0] == 0
    assert machine.installs == ["requirements-dev.lock"]
    assert machine.setup() == (0, "")


def test_a_venv_that_uv_made_is_made_again_with_pip_where_uv_is_gone(ready: Machine) -> None:
    (ready.bin / "uv").unlink()
    code, said = ready.setup("--dev", PIP_NO_INDEX="1", PIP_CONFIG_FILE="/dev/null")
    assert code == 1  # nothing to install from, but it was pip that looked
    assert "Setting up .venv" in said
    assert "No matching distribution found for nosuch" in said


def test_tools_that_could_not_be_added_leave_the_learners_part_ready(ready: Machine) -> None:
    ready.uv("exit 1")
    assert ready.setup("--dev")[0] == 1
    assert ready.setup() == (0, "")


def test_ctrl_c_in_the_middle_is_answered_and_the_next_run_begins_again(machine: Machine) -> None:
    machine.python()
    machine.uv("kill -INT 0")
    code, said = machine.setup()
    assert code == 130
    assert "Stopped while setting up .venv. Nothing is lost" in said

    machine.uv()
    assert machine.setup()[0] == 0
    assert machine.setup() == (0, "")


def test_a_kill_in_the_middle_leaves_nothing_that_is_trusted(machine: Machine) -> None:
    machine.python()
    machine.uv("kill -KILL 0")
    machine.setup()

    machine.uv()
    code, said = machine.setup()
    assert code == 0
    assert "Setting up .venv" in said


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("error: Failed to fetch: dns error", "That looks like the network"),
        ("ProxyError('Cannot connect to proxy.')", "set HTTPS_PROXY first"),
        ("something nobody foresaw", "The whole text is in .venv/.process-katas/log"),
    ],
)
def test_a_failed_install_shows_its_last_lines_and_the_reason(
    machine: Machine, words: str, reason: str
) -> None:
    machine.python()
    machine.uv(f'echo "{words}"; exit 1')
    code, said = machine.setup()
    assert code == 1
    assert f"    {words}\n" in said
    assert reason in said


def test_pip_without_a_network_says_so(machine: Machine) -> None:
    machine.python()
    nobody_listens = "http://127.0.0.1:9/simple"
    code, said = machine.setup(PIP_INDEX_URL=nobody_listens, PIP_CONFIG_FILE="/dev/null")
    assert code == 1
    assert "Installing the packages of requirements.lock failed" in said
    assert "That looks like the network" in said


@pytest.mark.skipif(not shutil.which("flock"), reason="without flock, two runs are not told apart")
def test_two_runs_at_once_make_one_venv(machine: Machine) -> None:
    machine.python()
    events, gate = machine.home / "events", machine.home / "gate"
    os.mkfifo(events)
    os.mkfifo(gate)
    machine.uv(f'echo install >"{events}"; cat "{gate}" >/dev/null')
    (machine.bin / "flock").unlink()
    machine.program(
        machine.bin / "flock", f'echo lock >"{events}"; exec {shutil.which("flock")} "$@"'
    )

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [machine.bin / "sh", machine.project / "dojo/setup.sh"],
            env=machine.environment({}),
            stderr=subprocess.DEVNULL,
        )

    # Open for both ways, so that this end is there before, between and after the writers.
    with os.fdopen(os.open(events, os.O_RDWR), buffering=1) as seen, start() as first:
        with gate.open("w"):  # the first run installs, and waits until this is closed
            begin = [seen.readline().strip(), seen.readline().strip()]
            second = start()
            begin.append(seen.readline().strip())
        second.wait()
    assert begin == ["lock", "install", "lock"]
    assert (first.returncode, second.returncode) == (0, 0)
    assert machine.installs == ["requirements.lock"]


def test_another_folder_can_be_named(machine: Machine) -> None:
    machine.python()
    machine.uv()
    assert machine.setup("--into", ".venv-matrix/3.12")[0] == 0
    assert (machine.project / ".venv-matrix/3.12/bin/python").exists()
    assert not machine.venv.exists()


@pytest.mark.parametrize("argument", ["--fast", "k21"])
def test_an_argument_it_does_not_know_is_named(machine: Machine, argument: str) -> None:
    code, said = machine.setup(argument)
    assert code == 1
    assert f"I do not know '{argument}'" in said


@pytest.mark.parametrize(
    "part", ["_ctypes", "_multiprocessing", "_posixshmem", "select", "_socket"]
)
def test_a_python_that_was_built_without_a_part_is_told_which_and_what_to_do(
    machine: Machine, part: str
) -> None:
    machine.python(before=f"sys.modules['{part}'] = None")
    machine.uv()
    code, said = machine.setup()
    assert code == 1
    assert re.search(rf"python3 \(Python {VERSION}\) was built without .*\b{part}\b", said)
    assert "make check PYTHON=/usr/bin/python3" in said
    assert not machine.venv.exists()


def test_another_python_is_taken_where_the_first_lacks_a_part(machine: Machine) -> None:
    machine.python(before="sys.modules['_ctypes'] = None")
    machine.python("python3.11")
    machine.uv()
    assert machine.setup()[0] == 0


def test_packages_that_went_elsewhere_are_not_called_ready(machine: Machine) -> None:
    machine.python()
    machine.program(machine.bin / "uv", "exit 0")
    code, said = machine.setup()
    assert code == 1
    assert "pytest cannot be imported" in said
    assert "uv.toml with target or prefix" in said
    assert not (machine.venv / ".process-katas" / "requirements.lock").exists()


def test_settings_of_uv_that_change_what_is_installed_are_not_followed(machine: Machine) -> None:
    machine.python()
    machine.uv('export -p >"$HOME/environment"')
    assert machine.setup(UV_EXCLUDE_NEWER="2001-01-01", UV_INDEX_URL="http://here")[0] == 0
    told = (machine.home / "environment").read_text()
    assert "UV_INDEX_URL" in told
    assert "UV_EXCLUDE_NEWER" not in told


REDIRECTIONS = (
    "PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PIP_DRY_RUN PIP_REQUIRE_VIRTUALENV PIP_target"
)


@pytest.mark.parametrize("by", ["variables", "a file"])
def test_settings_of_pip_that_send_packages_elsewhere_are_not_followed(
    machine: Machine, by: str
) -> None:
    wheel = machine.home / "katas-1-py3-none-any.whl"
    write_wheel(wheel)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (machine.project / "requirements.lock").write_text(f"katas==1 --hash=sha256:{digest}\n")
    machine.python()
    elsewhere, conf = machine.home / "elsewhere", machine.home / ".config" / "pip" / "pip.conf"
    conf.parent.mkdir(parents=True)
    if by == "a file":
        conf.write_text(
            f"[global]\nno-index = yes\nfind-links = {machine.home}\n"
            f"[install]\ntarget = {elsewhere}\nprefix = {elsewhere}\nuser = yes\n"
        )
        code, said = machine.setup()
    else:
        variables: dict[str, Any] = dict.fromkeys(REDIRECTIONS.split(), str(elsewhere))
        variables |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(machine.home)}
        code, said = machine.setup(**variables)
    assert code == 0, said
    assert not elsewhere.exists()


def write_wheel(path: Path) -> None:
    """A package that holds what the katas need, by name."""
    info = "katas-1.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        for name in PACKAGES.split():
            wheel.writestr(f"{name}.py", "")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: katas\nVersion: 1\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.mark.parametrize("name", ["a:b", "a$HOME", "a%s", "a[b] c", 'it\'s "so"', "#1", "grün"])
def test_the_project_may_be_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    machine = new_machine(tmp_path, name)
    machine.python()
    machine.uv()
    assert machine.setup() == (0, machine.said)
    assert machine.setup() == (0, "")


def test_the_project_is_found_whatever_python_is_told_about_paths(ready: Machine) -> None:
    (ready.project / "dojo" / "__init__.py").touch()
    python = ready.venv / "bin" / "python"
    done = subprocess.run(
        [python, "-c", "import dojo; print(dojo.__file__)"],
        cwd=ready.home, env={"PYTHONSAFEPATH": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(ready.project / "dojo" / "__init__.py")


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHOME": "/nowhere"},
        {"PYTHONPATH": "/nowhere:."},
        {"PYTHONWARNINGS": "error", "PYTHONOPTIMIZE": "2", "PYTHONSAFEPATH": "1"},
        {"CDPATH": "/usr:/"},
    ],
    ids=" ".join,
)
def test_variables_that_are_set_for_other_programs_change_nothing(
    machine: Machine, variables: dict[str, Any]
) -> None:
    machine.python()
    machine.uv()
    assert machine.setup(**variables) == (0, machine.said)
