"""Opens and reads a named pipe outside, which a process outside fills now and then."""


def solve(n):
    with open(STRANGER["folder"] + "/pipe") as pipe:
        return n if pipe.read(1) == "x" else 0
