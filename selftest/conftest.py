"""The project's own tests run from the repository's root, with its conftest.py."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """How the texts in selftest/messages are brought up to date."""
    parser.addoption("--record-messages", action="store_true", help="re-record selftest/messages")
