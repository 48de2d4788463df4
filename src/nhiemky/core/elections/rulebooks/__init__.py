"""The rulebooks that ship with the product.

The files beside this module are package data: constants of the code that travel in the same wheel, read
once through `importlib.resources`. No path from a user is ever opened here, so the core stays free of disk.
"""

from datetime import date
from functools import cache
from importlib.resources import files

from nhiemky.core.elections.rulebook import Rulebook, parse_rulebook


@cache
def rulebooks() -> dict[str, Rulebook]:
    """Every rulebook by name, oldest first."""
    texts = (entry.read_text("utf-8") for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    ordered = sorted((parse_rulebook(text) for text in texts), key=lambda book: book.valid_from)
    return {book.name: book for book in ordered}


def suggested(day: date) -> Rulebook | None:
    """The rulebook in force on the day of the congress, or None before the oldest one we hold."""
    return next((book for book in rulebooks().values() if book.in_force(day)), None)
