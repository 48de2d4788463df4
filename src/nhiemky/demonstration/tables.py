"""Reading the demonstration's own files."""

import csv
import io
import tomllib
from importlib.resources import files
from typing import Any

DATA = files("nhiemky.demonstration") / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO((DATA / name).read_text("utf-8"))))


def table(name: str) -> dict[str, Any]:
    """A TOML file."""
    return tomllib.loads((DATA / name).read_text("utf-8"))
