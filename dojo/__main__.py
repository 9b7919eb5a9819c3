"""``python -m dojo COMMAND …``: makes its process fit to grade, then hands over to ``commands``."""

import sys

from dojo import variables


def main() -> int:
    """Run the command line; returns the exit code."""
    # Not before: the start may have to be made again, without a PYTHONPATH that shadows them.
    try:
        from dojo import commands, environment  # noqa: PLC0415  # reason: see above
    except ImportError as error:
        print(
            f"{error}. The packages of the katas are in .venv. Run sh dojo/setup.sh,"
            " then .venv/bin/python -m dojo",
            file=sys.stderr,
        )
        return 2
    environment.begin()
    return commands.main()


if __name__ == "__main__":
    variables.start_again_without_them("dojo")
    sys.exit(main())
