"""What the test asks of a run that it steers, and what it is told of it."""

import os
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from typing import Any, Literal

from dojo.arena import kernel
from dojo.arena.observation import Event, signal_name
from dojo.arena.rendezvous import Rendezvous
from dojo.arena.tree import Tree

Note = Callable[[str, str, int, dict[str, Any]], None]


class Steering:
    """The test's side of a run.

    ``attended`` until the test lets the run come to its end; ``orphaned`` once it has killed the
    answer's own process, and watches the others; ``broken_off`` when it wants to see no more.
    """

    def __init__(
        self,
        control: Connection,
        tree: Tree,
        rendezvous: Rendezvous,
        events: Sequence[Event],
        *,
        attended: bool,
    ) -> None:
        """Nothing was asked yet. ``events`` are those of the run, which are added to while it lasts."""
        self._control, self._tree, self._rendezvous = control, tree, rendezvous
        self._events = events
        self.attended = attended
        self.orphaned = False
        self.broken_off = False
        self.awaits_rest = False
        self._awaited: tuple[str, int] | None = None
        self._there: list[Event] = []  # those that are awaited, among the first so many events
        self._looked_at = 0

    def obey(self, note: Note) -> None:
        """Do what the test asks. Raises EOFError or ConnectionResetError when it is gone."""
        match self._control.recv():
            case ("wait", str() as label, int() as count):
                self._awaited, self._there, self._looked_at = (label, count), [], 0
                self.tell_if_reached()
                return
            case ("rest",):
                self.awaits_rest = True
                return
            case ("outside", int() as pid):
                self._hand_over(pid)
                return
            case ("finish",):
                self.attended = False
                return
            case ("break off",):
                self.broken_off = True
                return
            case ("open", str() as label):
                self._rendezvous.open(label)
            case ("kill", int() as pid, int() as number):
                self._tree.send_signal(pid, number)
            case ("signal", "program" | "group" as to, int() as number):
                self._signal(to, number, note)
            case ("kill the parent",):
                self._orphan_the_others()
        self._control.send(("done",))

    def tell_if_reached(self) -> None:
        """Tell the test, if it waits for that, that so many have come by at a probe."""
        if self._awaited is None:
            return
        label, count = self._awaited
        self._there += [event for event in self._events[self._looked_at :] if event.is_of(label)]
        self._looked_at = len(self._events)
        if len(self._there) >= count:
            self._awaited = None
            self._control.send(("reached", tuple(self._there)))

    def tell_it_is_never_reached(self) -> bool:
        """Tell the test that what it waits for cannot happen; False if it waits for nothing."""
        if self._awaited is None:
            return False
        self._awaited = None
        self._control.send(("never", tuple(self._events)))
        return True

    def tell_of_rest(self, how: Literal["for good", "for a while", "polls"]) -> bool:
        """Tell the test that everybody waits; False if it does not wait for that."""
        if not self.awaits_rest:
            return False
        self.awaits_rest = False
        self._control.send(("rests", how))
        return True

    def _hand_over(self, pid: int) -> None:
        """Give the test a process of the run by its descriptor, by which any process can find it."""
        process = self._tree.descriptor(pid)
        self._control.send(("outside", process is not None))
        if process is not None:
            send_handle(self._control, process, None)

    def _orphan_the_others(self) -> None:
        if self._tree.root_status is not None:
            return  # its pid may be somebody else's by now
        self.orphaned = True
        self._tree.sent_to.add(self._tree.root)
        os.kill(self._tree.root, signal.SIGKILL)
        os.waitid(os.P_PID, self._tree.root, os.WEXITED | os.WNOWAIT)
        self._tree.sweep()

    def _signal(self, to: Literal["program", "group"], number: int, note: Note) -> None:
        """Send a signal to the program, or to its group; an event tells if the program ignores it."""
        root = self._tree.root
        if self._tree.root_status is not None:
            return  # as above
        ignored = kernel.signal_mask(root, "SigIgn") >> (number - 1) & 1
        self._tree.sent_to.add(root)
        self._tree.sent_to_many |= to == "group"
        (os.kill if to == "program" else os.killpg)(root, number)
        note("sent", signal_name(number), root, {"to": to, "ignored": bool(ignored)})
