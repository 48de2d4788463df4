"""Figures inside running text: kept as `<embed embedtype="figure" id="7" form="quantity"/>`, shown as links.

`form` is `quantity` (43.500 tỷ đồng) or `number` (28, where the sentence itself says of what).
"""

import re
from collections.abc import Callable, Iterator
from html import unescape

from django.utils.html import strip_tags

EMBED = re.compile(r"<embed\b[^>]*/?>")
FORMS = ("quantity", "number")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_BLOCK_END = re.compile(r"</(?:p|h\d|li)>", re.IGNORECASE)


def figure_tag(pk: int, form: str = "quantity") -> str:
    """How a figure is kept in text."""
    return f'<embed embedtype="figure" form="{form}" id="{pk}"/>'


def figures_in(source: str) -> Iterator[int]:
    """The numbers of the figures in a text, in order."""
    for match in EMBED.finditer(source):
        if (found := _parse(match.group())) is not None:
            yield found[0]


def with_figures(source: str, write: Callable[[int, str], str]) -> str:
    """The text with each figure written by `write(pk, form)`."""

    def replace(match: re.Match[str]) -> str:
        found = _parse(match.group())
        return match.group() if found is None else write(*found)

    return EMBED.sub(replace, source)


def plain(source: str, write: Callable[[int, str], str]) -> str:
    """The words of a text without its tags, each figure written by `write`, paragraphs parted by line ends."""
    return unescape(strip_tags(_BLOCK_END.sub("\n", with_figures(source, write)))).strip()


def without_figures(source: str) -> str:
    """The words alone; where a figure stood is an ellipsis."""
    return plain(source, lambda _pk, _form: "…")


def _parse(tag: str) -> tuple[int, str] | None:
    attributes = dict(_ATTRIBUTE.findall(tag))
    pk = attributes.get("id", "")
    if attributes.get("embedtype") != "figure" or not pk.isascii() or not pk.isdigit():
        return None
    form = attributes.get("form", "")
    return int(pk), form if form in FORMS else FORMS[0]
