"""What this system lets a run be protected by, in words: for an observation, and for ``dojo doctor``."""

from dojo.arena import confine
from dojo.arena.world import Part, World

_OWN = {
    Part.PID: "own processes: none outside can be seen or signalled, and none survives its end",
    Part.MOUNT: "own files: everything outside is read-only, /tmp and /dev/shm are its own",
    Part.IPC: "own System V IPC and message queues",
    Part.NET: "own network: a loopback, and nobody to talk to",
    Part.UTS: "own host name",
    Part.DEV: "own /dev: the harmless devices, and terminals of its own",
}


def of_a_run(world: World, use_landlock: bool, sees_calls: bool) -> tuple[str, ...]:
    """What one run is protected by."""
    found = ["subreaper", *(text for part, text in _OWN.items() if world.has(part))]
    version = confine.landlock_version() if use_landlock else 0
    if version >= 1 and not world.has(Part.MOUNT):
        found.append("landlock: writes only in its own folder")
    if version >= 6 and not world.has(Part.PID):
        found.append("landlock: signals only within its own tree")
    if sees_calls:
        found.append("seccomp: alarms and time limits of any program are seen")
    return tuple(found)
