"""Wrong: waits for an exception from join, which never comes, and reads no exit code."""

from multiprocessing import Process


def story_of(work, patience=None):
    process = Process(target=work)
    process.start()
    try:
        process.join(patience)
        if process.is_alive():
            return "running"
        return "ok"
    except Exception:
        return "failed 1"
    finally:
        process.kill()
        process.join()
