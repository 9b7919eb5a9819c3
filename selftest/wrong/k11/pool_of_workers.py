"""Wrong: a pool's worker is no disposable process; when a run ends it, the pool waits for ever."""

import runpy
from multiprocessing import Pool


def launch(script, times):
    with Pool(times) as pool:
        return pool.map(run, [script] * times, chunksize=1)


def run(script):
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        return end.code
    except Exception:
        return 1
    return 0
