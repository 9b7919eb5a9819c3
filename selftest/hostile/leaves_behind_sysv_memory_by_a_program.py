"""Leaves a SysV shared memory segment that an isolated Python made.
Verdict: left something behind
"""

import os
import subprocess
import sys


def answer():
    make = f"shmget({0x0C000000 + os.getpid()}, ctypes.c_size_t(4096), 0o1600)"
    program = f"import ctypes; assert ctypes.CDLL(None).{make} >= 0"
    subprocess.run([sys.executable, "-I", "-S", "-c", program], check=True)
    return 42
