"""Where a run's output goes: files in memory that have no name, so no answer can replace them."""

import fcntl
import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Streams:
    """Two open descriptors, which the answer's process gets as its standard output and error."""

    out: int
    err: int

    @classmethod
    def make(cls) -> "Streams":
        """Two empty ones. Raises OSError."""
        return cls(_nameless("stdout"), _nameless("stderr"))

    def size(self) -> int:
        """How much was written to both, in bytes."""
        return sum(os.fstat(fd).st_size for fd in (self.out, self.err))

    def texts(self, most: int) -> tuple[str, str]:
        """The beginning of what was written to either: at most so many bytes."""
        out, err = (os.pread(fd, most, 0).decode("utf-8", "replace") for fd in (self.out, self.err))
        return out, err


def _nameless(name: str) -> int:
    fd = os.memfd_create(name)
    fcntl.fcntl(fd, fcntl.F_SETFL, os.O_APPEND)
    return fd
