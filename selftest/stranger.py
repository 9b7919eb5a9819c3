"""A process outside every run, which wakes the programs of live_stranger/ after half a second.

``python selftest/stranger.py FOLDER`` makes what it offers in the folder, prints a line of JSON
with all addresses, and serves until its standard input ends. What it makes elsewhere it removes.
"""

import ctypes
import fcntl
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

LATE = 0.5  # seconds; longer than any proof of a deadlock takes
libc = ctypes.CDLL(None, use_errno=True)


class Attributes(ctypes.Structure):
    """struct mq_attr of mq_open(3)."""

    _fields_ = [(n, ctypes.c_long) for n in ("flags", "most", "size", "now", *"abcd")]


def again_and_again(act: Callable[[], object]) -> None:
    """Do this twice a second in a thread; that nobody is there to be woken is no error."""

    def loop() -> None:
        while True:
            time.sleep(LATE)  # reason: what everything here is about
            with suppress(OSError):
                act()

    threading.Thread(target=loop, daemon=True).start()


def serve(listener: socket.socket, reply: Callable[[socket.socket], object]) -> None:
    """Reply to everybody who connects, after a while; each line stays open."""

    def late(line: socket.socket) -> None:
        time.sleep(LATE)  # reason: as above
        with suppress(OSError):
            reply(line)
            line.recv(1)

    def loop() -> None:
        while True:
            line, _ = listener.accept()
            threading.Thread(target=late, args=(line,), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()


def accept_late(listener: socket.socket) -> None:
    """Let everybody who connects wait for half a second, then accept, and reply at once."""
    lines = []

    def loop() -> None:
        while True:
            select.select([listener], [], [])
            time.sleep(LATE)  # reason: as above
            line, _ = listener.accept()
            lines.append(line)
            with suppress(OSError):
                line.send(b"x")

    threading.Thread(target=loop, daemon=True).start()


def hold_in_turn(path: Path, take: Callable[[int, int], object]) -> None:
    """Make a file, and hold its lock for half a second out of each."""
    path.touch()
    held = threading.Event()

    def loop() -> None:
        while True:
            with path.open("r+") as file:
                take(file.fileno(), fcntl.LOCK_EX)
                held.set()
                time.sleep(LATE)  # reason: as above
            time.sleep(0.01)  # reason: somebody else may have it meanwhile

    threading.Thread(target=loop, daemon=True).start()
    held.wait()


def reply_late_over_udp(line: socket.socket) -> None:
    """Send back one byte to everybody who sends something."""

    def loop() -> None:
        while True:
            _, sender = line.recvfrom(100)
            threading.Timer(LATE, line.sendto, (b"x", sender)).start()

    threading.Thread(target=loop, daemon=True).start()


def signal_the_caller(line: socket.socket) -> None:
    """Send SIGUSR1 to the process that connected."""
    credentials = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    os.kill(struct.unpack("3i", credentials)[0], signal.SIGUSR1)


def fill(path: Path) -> None:
    """Write into a named pipe if somebody reads it."""
    pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    os.write(pipe, b"xxxx")
    os.close(pipe)


def keep_a_program_running(path: Path) -> None:
    """Write down the pid of a program that ends after a second; then of the next."""
    known = threading.Event()

    def loop() -> None:
        while True:
            with subprocess.Popen(["sleep", "1"]) as program:
                path.with_suffix(".new").write_text(str(program.pid))
                path.with_suffix(".new").rename(path)
                known.set()

    threading.Thread(target=loop, daemon=True).start()
    known.wait()


def sockets(folder: Path, mark: str) -> dict[str, object]:
    """What can be connected to, or is sent to."""
    stream, caller, tardy = (socket.socket(socket.AF_UNIX) for _ in range(3))
    for listener, name in ((stream, "stream"), (caller, "caller"), (tardy, "tardy")):
        listener.bind(str(folder / name))
        listener.listen()
    tcp = socket.create_server(("127.0.0.1", 0))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    serve(stream, lambda line: line.send(b"x"))
    serve(tcp, lambda line: line.send(b"x"))
    serve(caller, signal_the_caller)
    accept_late(tardy)
    reply_late_over_udp(udp)
    datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    again_and_again(lambda: datagrams.sendto(b"x", f"\0{mark}"))
    with suppress(PermissionError):
        raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, 254)
        again_and_again(lambda: raw.sendto(b"x", ("127.0.0.1", 0)))
    return {"tcp": tcp.getsockname()[1], "udp": udp.getsockname()[1], "mark": mark}


def files(folder: Path, shared: Path) -> None:
    """Locks, named pipes, a file that is touched, a pid."""
    hold_in_turn(folder / "flock", fcntl.flock)
    hold_in_turn(folder / "lockf", fcntl.lockf)
    hold_in_turn(shared.with_suffix(".flock"), fcntl.flock)
    for path in (folder / "pipe", shared.with_suffix(".pipe")):
        os.mkfifo(path)
        again_and_again(lambda path=path: fill(path))  # type: ignore[misc]  # reason: mypy infers no lambda with a default
    (folder / "touched").touch()
    again_and_again(lambda: (folder / "touched").write_text("x"))
    keep_a_program_running(folder / "pid")


def ipc(mark: str) -> dict[str, object]:
    """SysV and POSIX: message queues and semaphores."""
    key = (os.getpid() << 8 | 0x4B) & 0x7FFFFFFF
    messages, semaphores = libc.msgget(key, 0o1600), libc.semget(key, 1, 0o1600)
    message = struct.pack("q", 1) + b"x"
    again_and_again(
        lambda: libc.msgsnd(messages, message, ctypes.c_size_t(1), 0o4000)  # IPC_NOWAIT
    )
    add_one = struct.pack("Hhh", 0, 1, 0)
    again_and_again(lambda: libc.semop(semaphores, add_one, ctypes.c_size_t(1)))
    libc.sem_open.restype = ctypes.c_void_p
    posix = ctypes.c_void_p(libc.sem_open(f"/{mark}".encode(), os.O_CREAT, 0o600, 0))
    again_and_again(lambda: libc.sem_post(posix))
    attributes = Attributes(0, 4, 64)
    flags = os.O_CREAT | os.O_RDWR | os.O_NONBLOCK
    queue = libc.mq_open(f"/{mark}".encode(), flags, 0o600, ctypes.byref(attributes))
    again_and_again(lambda: libc.mq_send(queue, b"x", ctypes.c_size_t(1), 0))
    return {"key": key, "messages": messages, "semaphores": semaphores}


def main() -> None:
    """Serve until standard input ends."""
    folder = Path(sys.argv[1])
    mark = f"stranger_{os.getpid()}"
    shared = Path("/dev/shm", mark)
    files(folder, shared)
    made = ipc(mark)
    told = {"folder": str(folder), "shared": str(shared), **sockets(folder, mark), **made}
    print(json.dumps(told), flush=True)
    sys.stdin.read()
    libc.msgctl(made["messages"], 0, None)
    libc.semctl(made["semaphores"], 0, 0)
    libc.sem_unlink(f"/{mark}".encode())
    libc.mq_unlink(f"/{mark}".encode())
    for path in shared.parent.glob(f"{mark}.*"):
        path.unlink()
    os._exit(0)


if __name__ == "__main__":
    main()
