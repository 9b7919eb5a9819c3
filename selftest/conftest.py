"""The project's own tests run from the repository's root, with its conftest.py."""
