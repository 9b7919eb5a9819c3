"""Those who speak with the arena: one connection a process, one line of JSON a message."""

import json
import socket
import struct
from typing import Any

_LONGEST_MESSAGE = 8 * 1024 * 1024


class Caller:
    """One connection to the home socket: who it is, and what has arrived so far."""

    def __init__(self, line: socket.socket) -> None:
        """Of a connection that was just accepted."""
        self.line = line
        credentials = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        self.pid: int = struct.unpack("3i", credentials)[0]
        self._received = b""

    def hear(self) -> bytes | None:
        """The whole message that has arrived; None if none has yet, empty if none ever will."""
        try:
            part = self.line.recv(1 << 20, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError:
            part = b""
        self._received += part
        if not part or len(self._received) > _LONGEST_MESSAGE:
            return b""
        if not self._received.endswith(b"\n"):
            return None
        message, self._received = self._received, b""
        return message

    def reply(self, answer: Any) -> None:
        """Send the answer; a caller that is gone gets none."""
        try:
            self.line.sendall(json.dumps(answer).encode() + b"\n")
        except OSError:
            pass
