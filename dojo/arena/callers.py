"""Those who speak with the arena: one connection a process, one line of JSON a message."""

import json
import socket
import struct
from dataclasses import dataclass
from typing import Any

_LONGEST_MESSAGE = 8 * 1024 * 1024
_AT_ONCE = 1 << 20  # bytes that are read in one go


@dataclass(slots=True)
class Budget:
    """What one run may say altogether; beyond that it is told as too much output."""

    bytes: int = 64 * 1024 * 1024
    messages: int = 50_000
    connections: int = 400  # at the same time

    @property
    def is_spent(self) -> bool:
        """Whether the run has said too much."""
        return self.bytes < 0 or self.messages < 0 or self.connections < 0


class Caller:
    """One connection to the home socket: who it is, and what has arrived so far."""

    def __init__(self, line: socket.socket, budget: Budget) -> None:
        """Of a connection that was just accepted."""
        self.line, self._budget = line, budget
        line.setblocking(False)
        credentials = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        self.pid: int = struct.unpack("3i", credentials)[0]
        self._received = bytearray()
        budget.connections -= 1

    def close(self) -> None:
        """Hang up."""
        self.line.close()
        self._budget.connections += 1

    def hear(self) -> bytes | None:
        """The whole message that has arrived; None if none has yet, empty if none ever will."""
        try:
            part = self.line.recv(_AT_ONCE)
        except BlockingIOError:
            return None
        except OSError:
            part = b""
        self._budget.bytes -= len(part)
        self._received += part
        if not part or len(self._received) > _LONGEST_MESSAGE:
            return b""
        if not self._received.endswith(b"\n"):
            return None
        self._budget.messages -= 1
        message = bytes(self._received)
        self._received.clear()
        return message

    def reply(self, answer: Any) -> None:
        """Send the answer; a caller that is gone, or does not read, gets none."""
        try:
            self.line.sendall(json.dumps(answer).encode() + b"\n")
        except OSError:
            pass
