"""The agenda templates that ship with the product; package data, see `nhiemky.core.elections.rulebooks`."""

from functools import cache
from importlib.resources import files

from nhiemky.core.congress.agenda import AgendaTemplate, parse_agenda


@cache
def agenda_templates() -> dict[str, AgendaTemplate]:
    """Every template by code."""
    texts = (entry.read_text("utf-8") for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return {template.code: template for template in map(parse_agenda, texts)}
