"""``python -m dojo COMMAND …``: makes its process fit to grade, then hands over to ``commands``."""

import sys
from importlib import import_module

from dojo import environment


def main() -> int:
    """Run the command line; returns the exit code."""
    try:
        commands = import_module("dojo.commands")
    except ImportError as error:
        print(
            f"{error}. The packages of the katas are in .venv: run sh dojo/setup.sh,"
            " then .venv/bin/python -m dojo",
            file=sys.stderr,
        )
        return 2
    code: int = commands.main()
    return code


if __name__ == "__main__":
    environment.begin("dojo")
    sys.exit(main())
