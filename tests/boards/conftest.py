"""The demonstration, loaded once for all tests here and rolled back after them."""

from tests.demonstration.conftest import demonstration

__all__ = ["demonstration"]
