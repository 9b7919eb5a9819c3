"""Connections to the supervisor: one for each request, one line of JSON each way."""

import json
import socket
import struct
from typing import Any

from dojo.arena.messages import Allowance

_AT_ONCE = 1 << 18  # bytes that are read in one go


class Caller:
    """One connection to the home socket: its process, and what has arrived so far."""

    def __init__(self, line: socket.socket, allowance: Allowance) -> None:
        """Of a connection that was just accepted."""
        self.line, self._allowance = line, allowance
        credentials = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        self.pid: int = struct.unpack("3i", credentials)[0]
        self._parts: list[bytes] = []
        self._size = 0

    def hear(self) -> bytes | None:
        """The whole message that has arrived; None if none has yet, empty if none ever will."""
        try:
            part = self.line.recv(_AT_ONCE, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError:
            part = b""
        self._size += len(part)
        if not part or not self._allowance.take_part(len(part), self._size):
            return b""
        self._parts.append(part)
        if not part.endswith(b"\n"):
            return None
        message = b"".join(self._parts)
        self._parts, self._size = [], 0
        return message if self._allowance.take_message(message) else b""

    def reply(self, answer: Any) -> None:
        """Send the answer; a caller that is gone, or does not read, gets none."""
        data = json.dumps(answer).encode() + b"\n"
        try:
            if self.line.send(data, socket.MSG_DONTWAIT) < len(data):
                self.line.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
