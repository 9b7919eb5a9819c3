"""A function for each way to block for good: no process inside or outside can end the wait."""

import asyncio
import ctypes
import fcntl
import multiprocessing
import os
import select
import signal
import socket
import struct
import subprocess
import threading
from multiprocessing import Barrier, Condition, Event, Lock, Pipe, Process, Queue, Semaphore


def lock_twice():
    lock = Lock()
    lock.acquire()
    lock.acquire()


def lock_of_threads_twice():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


def empty_queue():
    Queue().get()


def pipe_to_itself():
    reader, writer = Pipe(duplex=False)
    return reader.recv(), writer


def pipe_filled_by_itself():
    reader, writer = os.pipe()
    while True:
        os.write(writer, bytes(4096))


def join_before_drain():
    queue = Queue()
    child = Process(target=queue.put, args=(bytes(1_000_000),))
    child.start()
    child.join()
    queue.get()


def both_read_first():
    ours, theirs = Pipe()
    child = Process(target=theirs.recv)
    child.start()
    ours.recv()


def program_that_reads_a_pipe_held_open():
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as program:
        program.wait()


def pause_with_nobody():
    signal.pause()


def sigwait_with_nobody():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    signal.sigwait([signal.SIGUSR1])


def flock_of_two_descriptors():
    with open("file", "w") as one, open("file", "w") as other:
        fcntl.flock(one, fcntl.LOCK_EX)
        fcntl.flock(other, fcntl.LOCK_EX)


def flock_held_by_its_parent():
    with open("file", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fork() == 0:
            with open("file", "w") as another:
                fcntl.flock(another, fcntl.LOCK_EX)
            os._exit(0)
        os.wait()


def lockf_held_by_its_parent():
    with open("file", "w") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        if os.fork() == 0:
            with open("file", "w") as another:
                fcntl.lockf(another, fcntl.LOCK_EX)
            os._exit(0)
        os.wait()


def fifo_that_nobody_else_opens():
    os.mkfifo("pipe")
    with open("pipe") as pipe:
        pipe.read()


def socket_pair():
    ours, theirs = socket.socketpair()
    return ours.recv(1), theirs


def datagrams_from_nobody():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    return ours.recvmsg(1), theirs


def listener_in_its_own_folder():
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("listener")
        listener.listen()
        listener.accept()


def tcp_to_itself():
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = socket.create_connection(server.getsockname())
        accepted, _ = server.accept()
    return line.recv(1), accepted


def socket_with_a_timeout_taken_back():
    ours, theirs = socket.socketpair()
    for microseconds in (500_000, 0):
        limit = struct.pack("ll", 0, microseconds)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
    return ours.recv(1), theirs


def epoll_on_its_own_pipe():
    reader, writer = os.pipe()
    epoll = select.epoll()
    epoll.register(reader, select.EPOLLIN)
    return epoll.poll(), writer


def select_on_nothing():
    select.select([], [], [])


def condition_that_nobody_notifies():
    condition = Condition()
    with condition:
        condition.wait()


def event_that_nobody_sets():
    Event().wait()


def semaphore_of_zero():
    Semaphore(0).acquire()


def barrier_for_two():
    Barrier(2).wait()


def future_that_nobody_sets():
    async def wait_for_it():
        await asyncio.get_running_loop().create_future()

    asyncio.run(wait_for_it())


def eventfd_that_stays_zero():
    os.eventfd_read(os.eventfd(0))


def timer_that_is_not_armed():
    descriptor = ctypes.CDLL(None).timerfd_create(1, 0)
    os.read(descriptor, 8)


def alarm_taken_back():
    signal.setitimer(signal.ITIMER_REAL, 50)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.pause()


def alarm_that_is_over():
    signal.signal(signal.SIGALRM, lambda *_: None)
    ctypes.CDLL(None).setitimer(signal.ITIMER_REAL, (ctypes.c_long * 4)(0, 0, 0, 50_000), None)
    signal.pause()
    signal.pause()


def threads_that_join_each_other():
    threads = []
    started = threading.Event()

    def join_the_other(number):
        started.wait()
        threads[number].join()

    threads += [threading.Thread(target=join_the_other, args=(n,)) for n in (1, 0)]
    for thread in threads:
        thread.start()
    started.set()
    threads[0].join()


def stopped_child():
    pid = os.fork()
    if pid == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
    os.waitpid(pid, 0)


def stopped_program():
    program = subprocess.Popen(["sh", "-c", "kill -STOP $$"])
    program.wait()


def worker_that_died_holding_a_lock():
    lock = multiprocessing.Lock()
    child = Process(target=dies_holding, args=(lock,))
    child.start()
    child.join()
    lock.acquire()


def dies_holding(lock):
    lock.acquire()
    os._exit(1)


def grandchild_that_nobody_hears():
    if os.fork() == 0:
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.read(reader, 1)
        os._exit(0 if os.wait() and writer else 1)
    os.wait()


# Deadlocks only in namespaces: elsewhere any process of the user could send something.


def sysv_queue_that_stays_empty():
    libc = ctypes.CDLL(None)
    queue = libc.msgget(0, 0o600)
    libc.msgrcv(queue, ctypes.create_string_buffer(16), ctypes.c_size_t(1), ctypes.c_long(0), 0)


def sysv_semaphore_of_zero():
    libc = ctypes.CDLL(None)
    semaphores = libc.semget(0, 1, 0o600)
    libc.semop(semaphores, struct.pack("Hhh", 0, -1, 0), ctypes.c_size_t(1))


def abstract_listener():
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("\0k00_deadlocks")
        listener.listen()
        listener.accept()


def tcp_listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.accept()


def udp_from_anybody():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.recv(1)
