"""Whether a run has used too much; a busy machine alone must never look like that."""

from dojo.arena import folders
from dojo.arena.deadlock import Look
from dojo.arena.limits import Order
from dojo.arena.observation import Bound
from dojo.arena.tree import Tree

_PATIENCE = 3  # how many times its own limit a run may wait for a core


class Bounds:
    """What one run may use, and how long it was kept from using it. Times are seconds of the run."""

    def __init__(self, order: Order) -> None:
        """Nothing is used yet."""
        self._limits, self._folder = order.limits, order.folder
        self._delays: dict[int, int] = {}
        self._counted_at = self._starved = 0.0

    def count_starving(self, seen: Look, now: float) -> None:
        """Add the time in which the hungriest thread was ready to run and had no core."""
        delays = {thread.tid: int(thread.ran.split()[1]) for thread in seen}
        longest = max((delays[t] - self._delays.get(t, delays[t]) for t in delays), default=0)
        self._starved += min(longest / 1e9, now - self._counted_at)
        self._delays, self._counted_at = delays, now

    def overrun(self, tree: Tree, now: float) -> Bound | None:
        """The first bound that the run is beyond, None if it is within all of them."""
        limits, folder = self._limits, self._folder
        if now > limits.seconds + min(self._starved, _PATIENCE * limits.seconds):
            return "time"
        if len(tree.running()) > limits.processes or tree.births > limits.births:
            return "processes"
        if tree.private_memory() > limits.memory:
            return "memory"
        if (
            sum(folders.size_of(f"{folder}/{name}") for name in ("stdout", "stderr"))
            > limits.output
        ):
            return "output"
        if folders.largest_in(f"{folder}/work") > limits.file_size:
            return "file size"
        return None
