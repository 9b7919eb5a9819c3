"""Right: runs a module as the program, as ``python -m`` does; the guard is in that module."""

import runpy

from app import primes_below

if __name__ == "__main__":
    runpy.run_module("app_main", run_name="__main__", alter_sys=True)
