"""`make solutions-branch`: a local branch `solutions` on which every kata is solved.

It is the current commit plus one, in which `katas/` has the contents of `solutions/`. It is built
from git's own objects with an index of its own, so the work tree, the index and the branch you are
on stay as they are, edited files included. A branch `solutions` that this did not make is never
overwritten without a yes.

Exit code: 0 the branch is there and up to date, 2 it is not, and the message says why.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BRANCH = "solutions"
REF = f"refs/heads/{BRANCH}"
TRAILER = "Made-by: make solutions-branch"  # in a tip's message: this branch is ours to replace
MESSAGE = f"Solutions\n\nThe same katas, solved: katas/ as in solutions/.\n\n{TRAILER}\n"


class Refusal(Exception):
    """The branch cannot be built, or must not be; the message says why, and what to do."""


@dataclass(frozen=True)
class Git:
    """Runs git in one folder. Every call raises Refusal with git's own words if it fails."""

    folder: Path
    extra: Mapping[str, str]  # environment variables for git, such as GIT_INDEX_FILE

    def __call__(self, *arguments: str, text: str | None = None) -> str:
        """Return what a git command prints, without the line end; `text` is its input."""
        # Under a hook or `git rebase --exec`, GIT_DIR and others point at something else.
        outside = {key: value for key, value in os.environ.items() if key not in _STEERING}
        try:
            done = subprocess.run(
                ["git", *arguments],
                cwd=self.folder,
                env={**outside, **self.extra, "LC_ALL": "C"},
                input=text or "",
                capture_output=True,
                encoding="utf-8",
                errors="surrogateescape",
                check=True,
            )
        except FileNotFoundError as error:
            raise Refusal("This needs git, which is not on PATH: sudo apt install git") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.strip() or f"exit code {error.returncode}"
            raise Refusal(f"git {arguments[0]} failed: {said}") from error
        return done.stdout.removesuffix("\n")

    def asks(self, *arguments: str) -> str:
        """Return what a git command prints, or nothing if it fails."""
        try:
            return self(*arguments)
        except Refusal:
            return ""


_STEERING = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"}


def build(root: Path, may_replace: Callable[[str], bool]) -> str:
    """Make or refresh the branch in the repository at `root`; return what to tell the user.

    `may_replace` is asked before a branch of that name that someone else made is replaced. Raises
    Refusal.
    """
    git = Git(root, {})
    head = _current_commit(git)
    _refuse_if_checked_out(git)
    tip = git.asks("rev-parse", "--verify", "--quiet", f"{REF}^{{commit}}")
    ours = not tip or TRAILER in git("log", "-1", "--format=%B", tip).splitlines()
    theirs = f"There is a branch {BRANCH!r} that this command did not make"
    if not ours and not may_replace(theirs):
        raise Refusal(
            f"{theirs}, so it stays as it is. To keep it under another name: "
            f"git branch -m {BRANCH} my-{BRANCH}. To replace it: make {BRANCH}-branch ARGS=--yes"
        )
    tree = _solved_tree(git, head)
    if tip and ours and git("log", "-1", "--format=%T %P", tip) == f"{tree} {head}":
        return f"The branch {BRANCH!r} is up to date.\n{_how_to_look(git)}"
    commit = _commit(git, tree, head)
    # git refuses if the branch is no longer where it was seen above.
    git("update-ref", "-m", f"make {BRANCH}-branch", REF, commit, tip or "0" * len(commit))
    return f"The branch {BRANCH!r} is {'refreshed' if tip else 'made'}.\n{_how_to_look(git)}"


def _current_commit(git: Git) -> str:
    elsewhere = "The solutions are in solutions/; a `git clone` of the project can have the branch."
    try:
        top = Path(git("rev-parse", "--show-toplevel"))
    except Refusal as refusal:
        if "not a git repository" not in str(refusal):
            raise
        raise Refusal(f"{git.folder} is not a git repository. {elsewhere}") from refusal
    if top.resolve() != git.folder.resolve():
        raise Refusal(
            f"{git.folder} lies inside another git repository ({top}), which is left alone. "
            f"{elsewhere}"
        )
    head = git.asks("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not head:
        raise Refusal("There is no commit yet, and the branch is built on one. Commit first.")
    return head


def _refuse_if_checked_out(git: Git) -> None:
    """Moving a branch someone stands on would make their files look edited."""
    folder = ""
    for line in git("worktree", "list", "--porcelain").splitlines():
        if line.startswith("worktree "):
            folder = line.removeprefix("worktree ")
        if line == f"branch {REF}":
            raise Refusal(
                f"The branch {BRANCH!r} is checked out in {folder}. "
                "Switch back there first (git switch main), then run this again."
            )


def _solved_tree(git: Git, head: str) -> str:
    """Return the tree of `head` with every file of solutions/ also under katas/."""
    listing = git("ls-tree", "-r", "-z", head, "--", "solutions/").split("\0")
    # Each entry reads "100644 blob <id>\tsolutions/<file>".
    solved = [entry.replace("\tsolutions/", "\tkatas/", 1) for entry in listing if entry]
    if not solved:
        raise Refusal("The current commit has no files in solutions/. Commit them first.")
    with tempfile.TemporaryDirectory(prefix="solutions-branch-") as folder:
        apart = Git(git.folder, {"GIT_INDEX_FILE": str(Path(folder) / "index")})
        apart("read-tree", head)
        apart("update-index", "-z", "--index-info", text="\0".join(solved) + "\0")
        return apart("write-tree")


def _commit(git: Git, tree: str, parent: str) -> str:
    """Commit as the user; as the project where git was never told who that is."""
    who = {}
    for role in ("AUTHOR", "COMMITTER"):
        if not git.asks("var", f"GIT_{role}_IDENT"):
            who[f"GIT_{role}_NAME"] = "Process Katas"
            who[f"GIT_{role}_EMAIL"] = "process-katas@localhost"
    return Git(git.folder, who)("commit-tree", tree, "-p", parent, text=MESSAGE)


def _how_to_look(git: Git) -> str:
    here = git.asks("symbolic-ref", "--quiet", "--short", "HEAD") or "HEAD"
    changed = git("diff", "--name-only", f"{here}..{BRANCH}").splitlines()
    example = changed[0] if changed else "katas"
    lines = [
        f"  git switch {BRANCH}        all katas, solved (git switch - brings you back)",
        f"  git diff {here}..{BRANCH} -- {example}",
    ]
    if git("status", "--porcelain", "--", "solutions"):
        lines.append("solutions/ has changes that are not committed: those are not on the branch.")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dojo.upkeep.solutions_branch",
        description=f"Make or refresh the local git branch {BRANCH!r}: the same katas, solved.",
    )
    parser.add_argument("--yes", action="store_true", help=f"replace any branch {BRANCH!r}")
    always = parser.parse_args(arguments).yes
    try:
        print(build(root, lambda why: always or _agrees(why)))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def _agrees(why: str) -> bool:
    """Ask at a terminal; elsewhere nobody is there to agree."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return input(f"{why}. Replace it? [y/N] ").strip().lower() in {"y", "yes"}
    except (EOFError, KeyboardInterrupt):
        print()
        return False


if __name__ == "__main__":
    sys.exit(main())
