"""Wrong: the shell alone gets a signal, and communicate waits for all who hold the pipe."""

from subprocess import PIPE, Popen, TimeoutExpired


def run(command, timeout, grace, late):
    process = Popen(command, shell=True, stdout=PIPE)
    try:
        output, _ = process.communicate(timeout=timeout)
        return process.returncode, output
    except TimeoutExpired:
        late()
    process.terminate()
    output, _ = process.communicate()
    return None, output
