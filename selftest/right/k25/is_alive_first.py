"""Right: asks is_alive before it reads a code, and closes the process."""

import multiprocessing
import signal


def story_of(work, patience=None):
    process = multiprocessing.Process(target=work, daemon=True)
    process.start()
    process.join(timeout=patience)
    running = process.is_alive()
    if running:
        process.terminate()
        process.join(1)
        process.kill()
        process.join()
    code = process.exitcode
    process.close()
    if running:
        return "running"
    if code == 0:
        return "ok"
    return f"killed {signal.Signals(abs(code)).name}" if code < 0 else "failed " + str(code)
