"""Which processes of a run were killed, or are stopped, by somebody outside the run.

How such a run ends tells nothing of the answer. It is known only where the kernel tells of every such
signal that the run itself sends; see ``notices``.
"""

from collections.abc import Iterable

from dojo.arena import kernel
from dojo.arena.notices import Notice
from dojo.arena.tree import Tree

_ANYBODY = 0
_BY_PID = frozenset({"kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"})


class Strikes:
    """The signals that end or stop a process, as the run and its test have sent them."""

    def __init__(self, tree: Tree) -> None:
        """None was sent."""
        self._tree = tree
        self._targets: set[int] = set()

    def notice(self, notice: Notice) -> None:
        """A process of the run is about to send one, or asks the kernel to send it later."""
        target = _signed(notice.args[0])
        if notice.call == "tkill":
            target = kernel.process_of(target)
        self.sent(target if notice.call in (*_BY_PID, "tkill") and target > 0 else _ANYBODY)

    def sent(self, pid: int = _ANYBODY) -> None:
        """One was sent to this process, or to many at once."""
        self._targets.add(pid)

    def from_outside(self) -> str:
        """What was done to a process of the run, in a sentence; empty if nothing is known."""
        if _ANYBODY in self._targets or self._tree.sent_to_many:
            return ""
        if self._unexplained(self._tree.killed()):
            return (
                "a process of the run was killed (SIGKILL), and not by the run: from outside,"
                " or by the kernel for want of memory"
            )
        if self._unexplained(pid for pid in self._tree.stopped() if not kernel.has_terminal(pid)):
            return "a process of the run was stopped, and not by the run: from outside"
        return ""

    def _unexplained(self, pids: Iterable[int]) -> bool:
        return any(pid not in self._targets and pid not in self._tree.sent_to for pid in pids)


def _signed(word: int) -> int:
    """The C int in the lower half of a system call's argument."""
    return (word & 0xFFFFFFFF) - ((word & 0x80000000) << 1)
