"""The definitions that come with the product."""

from functools import cache
from importlib.resources import files

from nhiemky.core.indicators.folder import Definitions, parse_definitions


@cache
def shipped_definitions() -> Definitions:
    """The measures and indicators of `definitions/`, read once."""
    folder = files("nhiemky.core.indicators").joinpath("definitions")
    texts = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}
    return parse_definitions(texts)
