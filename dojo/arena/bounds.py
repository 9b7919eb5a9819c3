"""Whether a run has used too much; a busy machine alone must never look like that."""

from dojo.arena import folders, kernel
from dojo.arena.deadlock import Look
from dojo.arena.limits import Order
from dojo.arena.observation import Bound
from dojo.arena.streams import Streams
from dojo.arena.tree import Tree
from dojo.arena.world import Part, World

_THREADS = 1000  # in all processes of a run together; each costs every look at it
_PATIENCE = 3  # how many times its own limit a run may wait for a core


class Bounds:
    """What one run may use, and how long it was kept from using it. Times are seconds of the run."""

    def __init__(self, order: Order, world: World, streams: Streams) -> None:
        """Nothing is used yet."""
        self._limits, self._folder = order.limits, order.room.folder
        self._own_files, self._streams = world.has(Part.MOUNT), streams
        self._shared_before = kernel.shared_bytes_of_the_machine()
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
        limits = self._limits
        if now > limits.seconds + min(self._starved, _PATIENCE * limits.seconds):
            return "time"
        if self._too_many(tree):
            return "processes"
        if self._memory(tree) > limits.memory:
            return "memory"
        if self._streams.size() > limits.output:
            return "output"
        if self._files() > limits.file_size:
            return "file size"
        return None

    def _too_many(self, tree: Tree) -> bool:
        alive, limits = len(tree.running()), self._limits
        return alive > limits.processes or tree.births > limits.births or tree.threads() > _THREADS

    def _memory(self, tree: Tree) -> int:
        """What the run holds in memory; what it shares is counted only once the machine holds much."""
        held = tree.private_memory()
        if self._own_files:
            held += folders.bytes_used("/dev/shm")
        grown = kernel.shared_bytes_of_the_machine() - self._shared_before
        return held + min(grown, tree.shared_memory()) if grown > self._limits.memory / 2 else held

    def _files(self) -> int:
        if self._own_files:
            return folders.bytes_used("/tmp")  # reason: the run's own
        return folders.bytes_below(f"{self._folder}/work") + folders.bytes_below(
            f"{self._folder}/tmp"  # reason: as above
        )
