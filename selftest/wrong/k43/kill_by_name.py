"""Wrong: ends every process that looks like one of the team."""

import os
import signal
import sys
from multiprocessing import Process


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    for name in os.listdir('/proc'):
        if name.isdigit() and looks_like_ours(int(name)):
            os.kill(int(name), signal.SIGTERM)
    lead.join()


def looks_like_ours(pid):
    try:
        with open(f'/proc/{pid}/cmdline') as file:
            command = file.read()
        in_this_session = os.getsid(pid) == os.getsid(0)
    except OSError:
        return False
    return pid != os.getpid() and in_this_session and 'python' in command and 'tracker' not in command


def lead_team(work, items, goodbye):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        for worker in workers:
            worker.join()
    finally:
        goodbye()
