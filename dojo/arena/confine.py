"""What a process of a run may touch: resource limits, no capabilities, and Landlock (landlock(7)).

What namespaces hold off already, Landlock need not.
"""

import ctypes
import os
import resource
import struct

from dojo.arena import kernel
from dojo.arena.limits import Limits, Order
from dojo.arena.world import Part

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
_VERSION = 1
_PATH_BENEATH = 1
_SCOPE_SIGNAL = 1 << 1
# LANDLOCK_ACCESS_FS_*: bit 1 write, 4-12 remove and make, 13 refer (ABI 2), 14 truncate (ABI 3).
_WRITE_FILE, _TRUNCATE = 1 << 1, 1 << 14
_WRITING = {1: 0x1FF2, 2: 0x3FF2}
_WRITING_FROM_3 = 0x7FF2
_ON_A_FILE = _WRITE_FILE | _TRUNCATE
_DEVICES = tuple((f"/dev/{name}", _ON_A_FILE) for name in ("null", "zero", "full", "ptmx"))


def landlock_version() -> int:
    """The Landlock ABI of this kernel; 0 where there is none."""
    version: int = kernel.libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    return max(version, 0)


def confine(order: Order, parts: Part) -> None:
    """Bind this process, and all below it, to what its run may do. Raises OSError."""
    _bound(order.limits)
    if Part.MOUNT in parts:
        kernel.give_up_capabilities()
    if order.use_landlock:
        _wall_in(order.room.folder, files=Part.MOUNT not in parts, signals=Part.PID not in parts)
    kernel.refuse_new_privileges()


def _bound(limits: Limits) -> None:
    """Limits that the kernel keeps for each process; the supervisor watches the rest."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    size = 2 * limits.file_size  # beyond what the supervisor tolerates, so that it speaks first
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    if most != resource.RLIM_INFINITY:
        size = min(size, most)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _wall_in(folder: str, *, files: bool, signals: bool) -> None:
    """Refuse this process, for good, writes outside ``folder`` and signals outside its tree.

    Does nothing where the kernel has no Landlock. Raises OSError when a rule is refused.
    """
    version = landlock_version()
    writing = _WRITING.get(version, _WRITING_FROM_3) if files and version else 0
    scope = _SCOPE_SIGNAL if signals and version >= 6 else 0
    if not writing and not scope:
        return
    attributes = struct.pack("<QQQ", writing, 0, scope)
    size = 24 if version >= 6 else 8
    ruleset = _call(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if writing:
        for path, rights in (
            (folder, writing),
            ("/dev/shm", writing),
            ("/dev/mqueue", writing),
            *_DEVICES,
        ):
            _allow(ruleset, path, rights & writing)
    kernel.refuse_new_privileges()
    _call(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    _call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("<Qi", rights, beneath), 0)
    os.close(beneath)


def _call(number: int, *args: object) -> int:
    result: int = kernel.libc.syscall(number, *args)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
