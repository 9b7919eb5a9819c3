"""Whether those who wait with time limits wait for something, or ask for it again and again."""

from dojo.arena import deadlock, kernel

_PATIENT = 0.1  # how long a wait with a time limit must last to count as waiting for something
_MANY_WAKES, _MUCH_CPU = 15, 250_000_000  # what waiting costs nobody who is blocked (wakes; ns)


class Patience:
    """What was seen since somebody last spoke."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._rest: tuple[deadlock.Look, float] | None = None
        self._began: tuple[int, int, int] | None = None

    def forget(self) -> None:
        """Somebody has spoken: count from here."""
        self._rest = self._began = None

    def is_over(self, seen: deadlock.Look, now: float) -> bool:
        """Whether everybody has waited for something, without a move, for long enough."""
        if not deadlock.everyone_waits_for_something(seen):
            self._rest = None
            return False
        if self._rest is None or self._rest[0] != seen:
            self._rest = (seen, now)
        return now - self._rest[1] >= _PATIENT

    def cost(self, seen: deadlock.Look, pid: int, births: int) -> dict[str, float] | None:
        """Wakes and seconds of CPU that the process spent waiting, if that is what it does, and much.

        Counted anew from every birth of a process.
        """
        thread = next((t for t in seen if t.tid == pid), None)
        if thread is None:
            return None
        on_cpu, _, times = (int(part) for part in thread.ran.split())
        if self._began is None or self._began[0] != births:
            self._began = (births, on_cpu, times)
        _, cpu_before, times_before = self._began
        cpu, wakes = on_cpu - cpu_before, times - times_before
        sleeps = thread.state == "S" and kernel.switches(pid)[0] > 0
        if cpu >= _MUCH_CPU or (wakes >= _MANY_WAKES and sleeps):
            return {"wakes": wakes, "cpu": cpu / 1e9}
        return None
