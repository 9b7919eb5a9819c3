"""Where the other end of a run's sockets is: in the run itself, or outside.

Unix sockets are looked up through sock_diag(7), since /proc/net/unix does not tell their peers;
internet sockets are found in /proc/net, see proc(5).
"""

import os
import socket
import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from dojo.arena import kernel

_SOCK_DIAG, _BY_FAMILY, _DUMP = 4, 20, 0x301  # NETLINK_SOCK_DIAG; NLM_F_REQUEST | NLM_F_DUMP
_SHOW = 1 | 4 | 8  # UDIAG_SHOW_NAME, _PEER and _ICONS
_NAME, _PEER, _PENDING = 0, 2, 3  # UNIX_DIAG_NAME, _PEER and _ICONS: who waits to be accepted
_DONE, _ERROR = 3, 2
_INTERNET = (b"TCP", b"UDP", b"RAW", b"PING")
_LISTENS = 10  # TCP_LISTEN, which Unix sockets use, too


class Surroundings(Protocol):
    """What has to be known of a run."""

    own_network: bool

    def is_bound_by_us(self, name: str) -> bool:
        """Whether a socket's name is a file that only the run can have made."""


@dataclass(frozen=True, slots=True)
class _Unix:
    """A Unix socket. ``peer`` is an inode, 0 if nobody holds it, None if there was never one.

    ``pending`` are the sockets that wait to be accepted here.
    """

    listens: bool
    peer: int | None
    name: bytes
    pending: tuple[int, ...]


class Sockets:
    """The sockets that these processes, and this one, have open."""

    def __init__(self, pids: Collection[int]) -> None:
        """Nothing is looked up before it is asked for."""
        self._pids = [*pids, os.getpid()]
        self._found: dict[int, _Unix] | None = None
        self._held: set[int] | None = None

    def may_speak(self, inode: int, path: str, run: Surroundings) -> bool:
        """Whether a process outside can send something to this socket. Raises OSError."""
        if not kernel.is_unix_socket(path):
            return not self._is_of_own_network(path, run) and self._internet_may_speak(inode)
        found = self._unix().get(inode)
        if found is None:
            return False  # it was connected, and has lost its other end, or was never named
        if found.peer is not None:
            peer = found.peer or self._who_listens_for(inode)
            return peer != 0 and peer not in self._all_held()
        return bool(found.name) and not self._is_named_for_us(found.name, run)

    def leads_to_us(self, inode: int) -> bool:
        """Whether this process itself has the other end: a process of the run waits at a probe."""
        found = self._unix().get(inode)
        return found is not None and found.peer in kernel.socket_inodes(os.getpid())

    def _unix(self) -> Mapping[int, _Unix]:
        """All Unix sockets; none where the kernel does not tell, and then they count as the run's."""
        if self._found is None:
            try:
                self._found = dict(_unix_sockets())
            except OSError:
                self._found = {}
        return self._found

    def _who_listens_for(self, inode: int) -> int:
        """The listening socket that has yet to accept this one; 0 if it has lost its other end."""
        found = self._unix().items()
        return next((listener for listener, one in found if inode in one.pending), 0)

    def _is_of_own_network(self, path: str, run: Surroundings) -> bool:
        return run.own_network and kernel.socket_protocol(path).startswith(_INTERNET)

    def _internet_may_speak(self, inode: int) -> bool:
        return kernel.reachable_over_network(self._pids) or not kernel.is_in_network_tables(inode)

    def _is_named_for_us(self, name: bytes, run: Surroundings) -> bool:
        if name.startswith(b"\0"):
            return run.own_network
        return run.is_bound_by_us(os.fsdecode(name.rstrip(b"\0")))

    def _all_held(self) -> set[int]:
        if self._held is None:
            self._held = set().union(*(kernel.socket_inodes(pid) for pid in self._pids))
        return self._held


def has_time_limit(pid: int, fd: int) -> bool:
    """Whether the kernel ends a wait for this socket by itself; yes where that cannot be seen."""
    try:
        copy = kernel.descriptor_of(pid, fd)
    except OSError:
        return True
    with socket.socket(fileno=copy) as line:
        options = (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO)
        return any(any(line.getsockopt(socket.SOL_SOCKET, option, 16)) for option in options)


def _unix_sockets() -> Iterator[tuple[int, _Unix]]:
    """All Unix sockets of this network namespace, by inode. Raises OSError."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _SOCK_DIAG) as line:
        request = struct.pack("=BBHIIIII", socket.AF_UNIX, 0, 0, 0xFFFFFFFF, 0, _SHOW, 0, 0)
        line.send(struct.pack("=IHHII", 16 + len(request), _BY_FAMILY, _DUMP, 0, 0) + request)
        while True:
            for kind, body in _messages(line.recv(1 << 16)):
                if kind == _DONE:
                    return
                if kind == _ERROR:
                    raise OSError("sock_diag is refused")
                yield _unix_socket(body)


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= 16:
        length, kind = struct.unpack_from("=IH", data)
        yield kind, data[16:length]
        data = data[(length + 3) & ~3 :]


def _unix_socket(body: bytes) -> tuple[int, _Unix]:
    _, _, state, _, inode = struct.unpack_from("=BBBBI", body)
    attributes = dict(_attributes(body[16:]))
    peer, pending = attributes.get(_PEER), attributes.get(_PENDING, b"")
    return inode, _Unix(
        listens=state == _LISTENS,
        peer=None if peer is None else struct.unpack("=I", peer[:4])[0],
        name=attributes.get(_NAME, b""),
        pending=struct.unpack(f"={len(pending) // 4}I", pending),
    )


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        if length < 4:
            return
        yield kind, data[4:length]
        data = data[(length + 3) & ~3 :]


__all__ = ["Sockets", "Surroundings", "has_time_limit"]
