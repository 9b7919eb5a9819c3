"""What one run may use. A limit only bounds what has already gone wrong; no right answer comes near."""

from dataclasses import dataclass
from typing import Literal

MIB = 1024 * 1024

Isolation = Literal["namespaces", "shared pids", "plain"]
ISOLATION = "DOJO_ISOLATION"  # the environment variable that names one for all runs


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a run: seconds, bytes, and processes alive at once or started in total.

    Seconds in which the run waits for a core that others use do not count, up to four times as
    many altogether, so that a busy machine changes no verdict.
    """

    seconds: float = 5.0
    memory: int = 1024 * MIB
    output: int = 1 * MIB
    file_size: int = 32 * MIB
    processes: int = 40
    births: int = 400


@dataclass(frozen=True, slots=True)
class Room:
    """Where a run takes place: its own ``folder``, which the answer may write to, and ``home``.

    ``home`` has the supervisor's socket, and ``site``, by which new interpreters find the arena.
    Where a run has file systems of its own, ``home`` is read-only for it.
    """

    folder: str
    home: str


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a run needs to know. ``call`` is the pickled (args, kwargs) of the function.

    ``function`` empty means: run the answer's file as a program, with the arguments as its argv.
    ``answers`` is the folder that goes on ``sys.path``. ``attended`` says that a test steers the run
    while it lasts, ``record`` that the observation is to have spans. ``shows`` are files and
    folders of the test's that the run is to see. ``adopts`` has orphans adopted by another process
    than 1, as under systemd or in a container that has an init of its own. ``room`` is filled in by
    the preloaded process.
    """

    answers: str
    module: str
    function: str
    call: bytes
    start_method: str
    limits: Limits
    attended: bool
    record: bool = False
    use_landlock: bool = True
    shows: tuple[str, ...] = ()
    adopts: bool = False
    room: Room = Room("", "")
