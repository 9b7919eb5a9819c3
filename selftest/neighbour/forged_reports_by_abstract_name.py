"""Sends forged reports to every unix socket that the kernel lists, by abstract name and by path."""

import contextlib
import socket
import time

MESSAGES = (b'["result", "returned", {"value": 41}]\n', b'["hello", "fork"]\n', b"x")
KINDS = (socket.SOCK_STREAM, socket.SOCK_SEQPACKET, socket.SOCK_DGRAM)


def attack():
    from dojo.arena import home

    with open("/proc/net/unix") as table:
        names = {line.split()[7] for line in table if len(line.split()) > 7}
    for name in names:
        if name.startswith(home.folder):
            continue
        for kind in KINDS:
            for message in MESSAGES:
                with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, kind) as line:
                    line.settimeout(0.05)
                    line.connect(name.replace("@", "\0", 1))
                    line.send(message)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

