"""Watching, from outside: on a real terminal in a copy of the repository, and without one."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dojo.arena import kernel
from dojo.practice import log
from selftest.modes import namespaces_granted

NAME = "k21_the_missing_comma"
RED, GREEN = "0 of 18 tests content not yet", "18 of 18 tests content solved"  # of k21, whole
SLEEPS = "import time\n\ndef run_in_child(work, item, **options):\n    time.sleep(600)\n"
PATIENCE = 60.0  # seconds; only bounds what has already gone wrong


class Terminal:
    """``python -m dojo watch`` on a terminal of its own; what it shows is read as it comes."""

    def __init__(
        self, root: Path, *words: str, columns: int = 80, environment: dict[str, str] | None = None
    ) -> None:
        self.root, self.file = root, root / "katas" / f"{NAME}.py"
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (50, columns))
        self._before = termios.tcgetattr(slave)
        kept = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "NO_COLOR", "CI"}}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dojo", "watch", *words], cwd=root,
            env=kept | {"TERM": "xterm-256color"} | (environment or {}),
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        )  # fmt: skip
        self._slave = slave
        self.screen = ""

    def until(self, *words: str) -> str:
        """What the screen shows when all these are on it; what was shown before is forgotten."""
        deadline = time.monotonic() + PATIENCE  # reason: bounds what has already gone wrong
        while not all(word in self._page() for word in words):
            left = deadline - time.monotonic()  # reason: as above
            if not select.select([self._master], [], [], max(left, 0))[0]:
                raise AssertionError(f"{words!r} did not appear. On the screen:\n{self._page()}")
            self.screen += os.read(self._master, 65536).decode("utf-8", "replace")
        page, self.screen = self._page(), ""
        return page

    def press(self, keys: str) -> None:
        """Type these."""
        os.write(self._master, keys.encode())

    def save(self, text: str) -> None:
        """Write the answer in place, as the plainest editor does."""
        self.file.write_text(text)

    def resize(self, columns: int) -> None:
        """Another width."""
        termios.tcsetwinsize(self._slave, (20, columns))

    def quit(self) -> int:
        """Press q; the exit code, when the terminal is as it was."""
        self.press("q")
        code = self.ends()
        assert termios.tcgetattr(self._slave)[3] == self._before[3]
        return code

    def ends(self) -> int:
        """Its exit code; what it still shows is read, so that it never waits for us."""
        while self.process.poll() is None:
            if select.select([self._master], [], [], 0.05)[0]:
                self.screen += os.read(self._master, 65536).decode("utf-8", "replace")
        return self.process.wait()

    def close(self) -> None:
        """End it, whatever it does."""
        if self.process.poll() is None:
            self.process.terminate()
            self.ends()
        os.close(self._slave)
        os.close(self._master)

    def _page(self) -> str:
        """The last page that was drawn, without colours, its words on one line."""
        last = self.screen.rpartition("\x1b[2J")[2]
        return re.sub(r"\s+", " ", re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", last))


@pytest.fixture
def watched(root: Path) -> Iterator[Terminal]:
    """Watching k21, whose answer is the stub."""
    terminal = Terminal(root, "k21")
    yield terminal
    terminal.close()
    assert gone(root)


def gone(root: Path) -> bool:
    """Whether nothing that runs in this folder is alive, soon."""
    for _ in range(3000):
        if not alive(root):
            return True
        time.sleep(0.01)  # reason: bounds what has already gone wrong
    return False


def alive(root: Path) -> list[int]:
    """Processes that work in this folder, or were started from it."""
    found = []
    for pid in sorted(kernel.all_pids()):
        try:
            here = os.readlink(f"/proc/{pid}/cwd").startswith(str(root))
            imports = f"{root}/" in Path(f"/proc/{pid}/environ").read_text(errors="replace")
        except OSError:
            continue
        if (here or imports) and kernel.lives(pid):
            found.append(pid)
    return found


def solution(root: Path, name: str = NAME) -> str:
    return (root / "solutions" / f"{name}.py").read_text()


def test_it_begins_with_the_first_kata_that_is_not_solved(root: Path) -> None:
    terminal = Terminal(root)
    terminal.until("k11 One program, many processes")
    terminal.until("This is known as")
    assert terminal.quit() == 0
    terminal.close()


def test_a_save_turns_it_green_says_why_and_names_the_next(watched: Terminal) -> None:
    watched.until(RED, "A comma makes a tuple", "This is known as parentheses_are_a_tuple")
    watched.save(solution(watched.root))
    shown = watched.until(
        GREEN, "any iterable works, which is exactly the trap", "n: on to katas/k22_who_runs_it.py"
    )
    assert "It is the comma" not in shown  # that is a hint; the reasons are shown
    watched.press("n")
    watched.until("k22 Who runs it?")
    assert watched.quit() == 0


def test_what_was_graded_is_remembered(watched: Terminal) -> None:
    watched.until(RED)
    watched.save(solution(watched.root))
    watched.until("n: on to")
    watched.quit()
    graded = log.history(watched.root).graded
    assert [one.verdict for one in graded] == ["not yet", "solved"]
    assert graded[-1].solves


def test_an_editor_that_writes_beside_and_renames_is_noticed(watched: Terminal) -> None:
    watched.until(RED)
    beside = watched.file.with_suffix(".tmp")
    beside.write_text(solution(watched.root))
    beside.replace(watched.file)
    watched.until(GREEN)


def test_an_editor_that_moves_the_old_file_away_first_is_noticed(watched: Terminal) -> None:
    watched.until(RED)
    watched.file.rename(watched.file.with_suffix(".py~"))
    watched.file.write_text(solution(watched.root))
    watched.until(GREEN)


def test_a_save_abandons_the_grading_that_runs(watched: Terminal) -> None:
    watched.until(RED)
    watched.save(SLEEPS)
    watched.until("grading:")
    watched.save(solution(watched.root))
    watched.until(GREEN)
    verdicts = [one.verdict for one in log.history(watched.root).graded]
    assert verdicts == ["not yet", "solved"]


def test_keys_work_while_a_kata_runs(watched: Terminal) -> None:
    watched.until(RED)
    watched.save(SLEEPS)
    watched.until("grading:")
    watched.press("h")
    watched.until("Hint 1 of 3")
    watched.press("l")
    watched.until("Go to which (k23; Enter for none)?")
    watched.press("k25\n")
    watched.until("k25 An exit code tells how a process ended")


def test_every_key_does_what_the_last_line_says(watched: Terminal) -> None:
    watched.until(RED)
    watched.press("p")
    assert "main" in watched.until("Not to scale")  # what it did may not have been seen
    watched.press("a")
    watched.until("the exit code of the child comes back")
    watched.press("h")
    watched.until("Hint 1 of 3")
    watched.press("h")
    watched.until("Hint 2 of 3")
    watched.press("s")
    watched.until("It is not solved yet. Show it all the same? [y/N]")
    watched.press("y\n")
    watched.until("args=(item,)")
    watched.press("w")
    watched.until("It is not solved yet. Show it all the same? [y/N]")
    watched.press("n\n")
    watched.until("Not now, then")
    watched.press(" ")
    watched.until(RED)
    watched.press("x")  # no key of ours
    assert watched.quit() == 0


def test_reset_asks_saves_and_can_be_undone(watched: Terminal) -> None:
    watched.until(RED)
    mine = solution(watched.root) + "# mine\n"
    watched.save(mine)
    watched.until("n: on to")
    watched.press("r")
    watched.until("Put k21 back as it came?")
    watched.press("n\n")
    watched.until("quit")
    assert watched.file.read_text() == mine
    watched.press("r")
    watched.until("Put k21 back as it came?")
    watched.press("y\n")
    watched.until(RED)
    assert watched.file.read_text() != mine
    watched.press("u")
    watched.until(GREEN)
    assert watched.file.read_text() == mine


@pytest.mark.parametrize("broken", ["def run_in_child(work, it", "", "print('no function')\n"])
def test_a_file_that_is_half_typed_gets_its_reason_and_the_next_save_counts(
    watched: Terminal, broken: str
) -> None:
    watched.until(RED)
    watched.save(broken)
    watched.until("the file could not be imported")
    watched.save(solution(watched.root))
    watched.until(GREEN)


def test_a_file_that_is_deleted_is_missed_and_graded_when_it_is_back(watched: Terminal) -> None:
    watched.until(RED)
    watched.file.unlink()
    watched.until(f"There is no file katas/{NAME}.py")
    watched.save(solution(watched.root))
    watched.until(GREEN)


def test_a_folder_that_is_renamed_and_comes_back_is_watched_again(watched: Terminal) -> None:
    watched.until(RED)
    katas = watched.root / "katas"
    katas.rename(watched.root / "elsewhere")
    watched.until(f"There is no file katas/{NAME}.py")
    shutil.copytree(watched.root / "solutions", katas)
    watched.until(GREEN)
    watched.save(SLEEPS)
    watched.until("grading:")


def test_an_answer_that_prints_without_end_is_bounded(watched: Terminal) -> None:
    watched.until(RED)
    flood = "def run_in_child(work, item, **options):\n    print('x' * 200_000_000, flush=True)\n"
    watched.save(flood)
    shown = watched.until("too much")
    assert len(shown) < 10_000


def test_it_reads_well_at_twenty_columns_and_survives_being_resized(root: Path) -> None:
    terminal = Terminal(root, "k21", columns=20)
    terminal.until(RED)
    terminal.resize(120)
    terminal.press("p")
    terminal.until("Not to scale")
    terminal.resize(20)
    terminal.press("p")
    terminal.until("runs")
    assert terminal.quit() == 0
    terminal.close()


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colour_it_says_the_same(root: Path, environment: dict[str, str]) -> None:
    terminal = Terminal(root, "k21", environment=environment)
    terminal.until(RED)
    terminal.save(solution(root))
    terminal.until(GREEN)
    assert terminal.quit() == 0
    assert not re.search(r"\x1b\[(\d+;)*(3|9|10)[0-8]", terminal.screen)
    terminal.close()


def test_where_nothing_can_be_noted_it_grades_all_the_same(root: Path) -> None:
    (root / ".dojo").write_text("no folder")  # as good as one that may only be read
    terminal = Terminal(root, "k21")
    terminal.until(RED, "quit")
    terminal.save(solution(root))
    terminal.until(GREEN, "n: on to")
    assert terminal.quit() == 0
    terminal.close()


def test_ctrl_c_ends_it_quietly(watched: Terminal) -> None:
    watched.until(RED)
    watched.process.send_signal(signal.SIGINT)
    assert watched.ends() == 0
    assert "Traceback" not in watched.screen


def test_killing_it_leaves_nothing_running(root: Path) -> None:
    terminal = Terminal(root, "k21")
    terminal.until(RED)
    terminal.save(SLEEPS)
    terminal.until("grading:")
    terminal.process.kill()
    terminal.ends()
    terminal.close()
    assert gone(root)


def test_when_the_process_that_runs_the_tests_is_killed_another_takes_over(
    watched: Terminal,
) -> None:
    watched.until(RED)
    (warm,) = [
        pid for pid in alive(watched.root)
        if "dojo.practice.warm" in kernel.command(pid) and kernel.stat(pid).parent == watched.process.pid  # type: ignore[union-attr]  # reason: it is alive
    ]  # fmt: skip
    os.kill(warm, signal.SIGKILL)
    watched.until("It is started anew")
    watched.until(RED)
    watched.save(solution(watched.root))
    watched.until(GREEN)


def test_without_a_terminal_it_prints_plain_lines(root: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "dojo", "watch", "k21"], cwd=root, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert next(line for line in lines if line.startswith("k21 fork")) == (
            "k21 fork: 0 of 6 tests content\n"
        )
        assert any("parentheses_are_a_tuple" in line for line in lines)
        (root / "katas" / f"{NAME}.py").write_text(solution(root))
        assert any(line == "k21 forkserver: 6 of 6 tests content\n" for line in lines)
        assert any(line == "Next: katas/k22_who_runs_it.py\n" for line in lines)
        process.terminate()
    assert process.returncode == 0
    assert gone(root)


def test_many_saves_leak_no_process_and_no_descriptor(watched: Terminal) -> None:
    watched.until(RED)
    counts = []
    for number in range(12):
        watched.save(f"raise SystemExit({number})\n")
        watched.until("could not be imported", RED)
        counts.append(descriptors(watched.root))
    for _ in range(3000):
        if all(now <= before for now, before in zip(counts[-1], counts[2], strict=True)):
            return
        time.sleep(0.01)  # reason: bounds what has already gone wrong
        counts.append(descriptors(watched.root))
    raise AssertionError(f"descriptors of watch and what it keeps ready: {counts[2]}, {counts[-1]}")


def descriptors(root: Path) -> list[int]:
    """How many the watching, the warm and the preloaded process have, once all else is gone.

    Sorted: pids begin anew now and then, so their order says nothing.
    """
    for _ in range(3000):
        pids = alive(root)
        # Watch, warm, preloaded, the supervisor that waits for its run (and, where it is in a pid
        # namespace, the process that waits for it outside), workers that wait for their job.
        if len(pids) == 4 + namespaces_granted() + len(os.sched_getaffinity(0)):
            break
        time.sleep(0.01)  # reason: bounds what has already gone wrong
    return sorted(len(kernel.descriptors(pid)) for pid in pids)
