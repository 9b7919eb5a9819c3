"""An answer with a function for each promise of the arena that is put to the test."""

import ctypes
import mmap
import multiprocessing
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import nullcontext
from multiprocessing import Lock, Pipe, Process, Queue, Value, resource_tracker, shared_memory

START_METHOD_AT_IMPORT = multiprocessing.get_start_method(allow_none=True)


def start_method_at_import():
    return START_METHOD_AT_IMPORT


def child_tells(probe, *args, **kwargs):
    child = Process(target=probe, args=args, kwargs=kwargs, name="told")
    child.start()
    child.join()
    return child.pid, child.exitcode


def child_tells_and_then(probe, last):
    child_tells(probe)
    last()


def calls_it(probe, times):
    return [probe() for _ in range(times)]


def calls_with(probe, arguments):
    return [probe(argument) for argument in arguments]


def takes_from(items):
    lazily = (item for item in items)
    return [item for item in items] + [next(lazily)] + pickle.loads(pickle.dumps(items))[:]


def signals_a_child_that_is_joined():
    child = Process(target=int)
    child.start()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    os.kill(child.pid, signal.SIGTERM)
    child.join()
    try:
        os.kill(child.pid, signal.SIGTERM)
    except ProcessLookupError:
        pass


def child_outlives_its_main_thread(probe):
    child = Process(target=_ends_its_main_thread, args=(probe,))
    child.start()
    child.join()


def _ends_its_main_thread(probe):
    threading.Thread(target=probe).start()
    exit_this_thread = 60 if os.uname().machine == "x86_64" else 93
    ctypes.CDLL(None).syscall(exit_this_thread, 0)


def grandchild_tells(probe):
    child = Process(target=child_tells, args=(probe,))
    child.start()
    child.join()
    return child.exitcode


def thread_tells(probe):
    thread = threading.Thread(target=probe)
    thread.start()
    thread.join()


def children_tell(probe, count):
    children = [Process(target=probe) for _ in range(count)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [child.exitcode for child in children]


def children_tell_in_turn(probe, count):
    for _ in range(count):
        child = Process(target=probe)
        child.start()
        child.join()


def children_tell_in_turn_and_the_first_is_polled(probe, count):
    """The run is not at rest, and so no meeting is refused, before the first child has ended."""
    child = Process(target=probe)
    child.start()
    while child.is_alive():
        time.sleep(0.001)
    children_tell_in_turn(probe, count - 1)


def child_polled(probe, pause):
    child = Process(target=probe)
    child.start()
    while child.is_alive():
        if pause:
            time.sleep(pause)


def child_joined_with_a_limit(probe, limit):
    child = Process(target=probe)
    child.start()
    while child.exitcode is None:
        child.join(limit)


def child_killed(prepare, probe, wait):
    child = Process(target=probe)
    child.start()
    prepare()
    child.kill()
    early = child.exitcode
    if wait == "join":
        child.join()
    while wait == "ask" and child.exitcode is None:
        pass
    return early, child.exitcode


def child_gets(prepare, text):
    reader, writer = Pipe(duplex=False)
    child = Process(target=gets, args=(reader, text))
    child.start()
    prepare()
    writer.send(text)
    child.join()
    return child.exitcode


def gets(reader, text):
    sys.exit(reader.recv() != text)


def child_awaited_with_alarms(probe):
    child = Process(target=probe)
    child.start()
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
    child.join()


def child_joined_with_an_idle_handler(probe):
    signal.signal(signal.SIGALRM, lambda *_: None)
    child_tells(probe)


def child_sends(connect):
    connection = connect()
    child = multiprocessing.get_context("fork").Process(target=sends, args=(connection,))
    child.start()
    child.join()
    try:
        pickle.dumps(connection)
    except TypeError as error:
        return str(error)


def sends(connection):
    with connection:
        connection.send("hello")


def child_not_joined(probe):
    Process(target=probe).start()


def add_at_once(cell, guard):
    lock = Lock() if guard else None
    adders = [Process(target=add, args=(cell, lock)) for _ in range(2)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    return cell.read()


def sum_up(number, guard):
    total, lock = Value("q", 0, lock=False), Lock()
    adders = [Process(target=add_to, args=(total, lock if guard else None, number)) for _ in "ab"]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    return total.value


def add_to(total, lock, number):
    with lock or nullcontext():
        total.value += number(1)


def add_beside_a_wait_with_a_limit(cell):
    patient = Process(target=waits_a_minute)
    patient.start()
    cell.add(1)
    patient.kill()
    patient.join()
    return cell.read()


def waits_a_minute():
    threading.Event().wait(60)


def add(cell, lock):
    if lock is None:
        cell.add(1)
    else:
        with lock:
            cell.add(1)


def speak():
    print("to stdout")
    print("to stderr", file=sys.stderr)
    return sys.stdin.read()


def values():
    return [None, True, 7, 1.5, "é", b"\x00", (1,), {1: {2}}, frozenset({3}), object()]


def environment():
    return sorted(name for name in os.environ if name.startswith("PYTHON"))


def write_outside(path):
    with open(path, "w") as file:
        file.write("no")


def hold_shared_memory(probe):
    segment = shared_memory.SharedMemory(create=True, size=64)
    probe()
    segment.close()
    return segment.name


def keep_a_lock(probe):
    lock = Lock()
    probe()
    os._exit(0 if lock else 1)


def keep_a_lock_and_end_the_tracker(probe):
    lock = Lock()
    probe(lock._semlock.name)
    os.kill(resource_tracker._resource_tracker._pid, signal.SIGKILL)
    os._exit(0)


def double_forked(path):
    """Leave a process in a session of its own, without the run's environment; tell its pid."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(writer, str(os.getpid()).encode())
            os.closerange(0, 100)
            os.execve("/bin/sleep", ["sleep", "50"], {})
        os._exit(0)
    os.wait()
    return int(os.read(reader, 20))


def wait_long_below(probe):
    """A tree of three that goes on for a minute, for tests that kill the ones above it."""
    child = Process(target=grandchild_tells, args=(probe,))
    child.start()
    child.join()


def sleep_after(probe):
    probe()
    time.sleep(50)


def use_time():
    time.sleep(50)


def use_cpu():
    while True:
        pass


def use_memory():
    kept = []
    while True:
        kept.append(bytearray(8 << 20))


def use_output():
    while True:
        print("x" * 1000)


def use_processes():
    children = [Process(target=time.sleep, args=(50,)) for _ in range(100)]
    for child in children:
        child.start()


def use_file():
    with open("large", "wb") as file:
        while True:
            file.write(bytes(1 << 20))


# -- deadlocks ------------------------------------------------------------------------------------


def get_from_an_empty_queue():
    Queue().get()


def join_before_draining():
    queue = Queue()
    child = Process(target=queue.put, args=("x" * 1_000_000,))
    child.start()
    child.join()


def lock_twice():
    lock = Lock()
    lock.acquire()
    lock.acquire()


def receive_from_itself():
    reader, writer = Pipe()
    return reader.recv(), writer


def wait_for_a_stopped_child():
    child = Process(target=stop_itself)
    child.start()
    child.join()


def stop_itself():
    os.kill(os.getpid(), signal.SIGSTOP)


def thread_that_never_ends():
    threading.Thread(target=threading.Event().wait).start()


# -- alive, however still they look ---------------------------------------------------------------


def sleeping():
    time.sleep(0.4)


def computing():
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass


def reading_a_program():
    return subprocess.run(["sleep", "0.4"], check=True).returncode


def waiting_with_a_limit():
    return threading.Event().wait(0.4)


def polling_with_a_limit():
    reader, _ = Pipe()
    return reader.poll(0.4)


def waiting_for_an_alarm():
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.4)
    signal.pause()


def waiting_for_a_timer_of_a_thread():
    done = threading.Event()
    threading.Timer(0.4, done.set).start()
    done.wait()


def waiting_for_a_timed_child():
    child = Process(target=time.sleep, args=(0.4,))
    child.start()
    child.join()


def ping_pong():
    ours, theirs = Pipe()
    child = Process(target=answer_pings, args=(theirs, 300))
    child.start()
    for number in range(300):
        ours.send(number)
        assert ours.recv() == number
    child.join()


def answer_pings(pipe, count):
    for _ in range(count):
        pipe.send(pipe.recv())


def writing_to_disk():
    with tempfile.TemporaryFile() as file:
        for _ in range(20):
            file.write(bytes(100_000))
            file.flush()
            os.fsync(file.fileno())


def talking_over_sockets():
    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=lambda: server.accept()[0].sendall(b"x"))
    thread.start()
    with socket.create_connection(server.getsockname()) as line:
        select.select([line], [], [])
        received = line.recv(1)
    thread.join()
    server.close()
    return received


def listening_to_somebody_outside(port):
    with socket.create_connection(("127.0.0.1", port)) as line:
        return line.recv(100)


def waiting_for_a_line_of_its_own():
    server = socket.create_server(("127.0.0.1", 0))
    with socket.create_connection(server.getsockname()) as line:
        accepted, _ = server.accept()
        server.close()
        line.recv(1)
    accepted.close()


def mapping():
    with mmap.mmap(-1, 4096) as area:
        area[0] = 1
        child = Process(target=time.sleep, args=(0.1,))
        child.start()
        child.join()
