"""Wrong: the shell is ended, and waited for; nobody tells the others."""

from subprocess import PIPE, Popen, TimeoutExpired


def run(command, timeout, grace, late):
    process = Popen(command, shell=True, stdout=PIPE)
    try:
        output, _ = process.communicate(timeout=timeout)
        return process.returncode, output
    except TimeoutExpired as error:
        late()
        output = error.stdout or b""
    process.terminate()
    try:
        process.wait(grace)
    except TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
    return None, output
