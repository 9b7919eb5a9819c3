"""The project's own tests run from the repository's root, with its conftest.py."""

import signal

import pytest

# A shell lets what it runs in the background ignore Ctrl-C; the tests that press it must not.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How the texts in selftest/messages are brought up to date."""
    parser.addoption("--record-messages", action="store_true", help="re-record selftest/messages")
