"""SVG as text, with what is the same in every picture: colours, hatches, letters, and the words for those who hear it.

Only presentation attributes: a strict content security policy forbids `style`, and Typst reads the same file.
Colours are those of Okabe and Ito (2008), told apart with every common kind of colour blindness; hatches and shapes
repeat what colour says, for print in black and white.
"""

import zlib
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

INK, SOFT, LINE, GROUND = "#1d1d1b", "#5a5a55", "#c9c7c0", "#ffffff"
TARGET = "#b3261e"
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c7a00", "#5a5a55")
DASHES = ("", "6 3", "2 2", "8 3 2 3", "1 3", "10 4", "4 2 1 2", "3 3")
FONT = "'Be Vietnam Pro', 'Liberation Sans', 'Liberation Serif', Arial, sans-serif"
SIZE = 12
WIDTH = 400
_HATCH = "{hatch}"
_LETTER = 0.56  # mean width of a letter in its size


def number(value: float) -> str:
    """A coordinate with one decimal at the most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def element(name: str, *inside: str, **attributes: object) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`, None leaves an attribute out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(number(value) if isinstance(value, float) else str(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def text(
    words: str,
    x: float,
    y: float,
    *,
    anchor: str = "start",
    size: float = SIZE,
    fill: str = INK,
    bold: bool = False,
    lifted: bool = False,
) -> str:
    """A line of letters; `y` is their base line. `lifted` letters are edged in white, to be read over a drawing."""
    return element(
        "text", escape(words), x=float(x), y=float(y), text_anchor=None if anchor == "start" else anchor,
        font_size=number(size), fill=fill, font_weight="600" if bold else None,
        stroke=GROUND if lifted else None, stroke_width="3" if lifted else None,
        paint_order="stroke" if lifted else None,
    )  # fmt: skip


def width_of(words: str, size: float = SIZE) -> float:
    """About how wide a line of letters is."""
    return len(words) * size * _LETTER


def wrapped(words: str, width: float, size: float = SIZE) -> list[str]:
    """The words in lines that fit the width; a single word that is wider stands alone in its line."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def colour(place: int) -> str:
    """The colour of the series at a place."""
    return COLOURS[place % len(COLOURS)]


def fill(place: int, *, provisional: bool) -> str:
    """The fill of a surface of the series at a place: whole, or hatched while it is provisional."""
    return f"url(#{_HATCH}{place % len(COLOURS)})" if provisional else colour(place)


def marker(place: int, x: float, y: float, *, provisional: bool) -> str:
    """The shape of a series' point: circle, square, triangle, diamond in turn; hollow while provisional."""
    inside, edge, size = (GROUND if provisional else colour(place)), colour(place), 3.5
    shapes = (
        element("circle", cx=x, cy=y, r=size, fill=inside, stroke=edge, stroke_width="1.5"),
        element("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, fill=inside, stroke=edge,
                stroke_width="1.5"),
        element("path", d=f"M{number(x)} {number(y - 4.5)}l4.5 8h-9z", fill=inside, stroke=edge, stroke_width="1.5"),
        element("path", d=f"M{number(x)} {number(y - 5)}l5 5l-5 5l-5 -5z", fill=inside, stroke=edge,
                stroke_width="1.5"),
    )  # fmt: skip
    return shapes[place % len(shapes)]


def picture(title: str, words: str, height: float, inside: Iterable[str], width: float = WIDTH) -> str:
    """The whole file: its name and its content in words come first, as a screen reader wants them.

    Hatches have names of their own in each picture, since several stand on one page.
    """
    drawn = "".join(inside)
    own = f"h{zlib.crc32(f'{title}{words}{drawn}'.encode()):08x}-"
    return element(
        "svg",
        element("title", escape(title)),
        element("desc", escape(words)),
        _hatches(drawn).replace(_HATCH, own),
        element("rect", width=number(width), height=number(height), fill=GROUND),
        drawn.replace(_HATCH, own),
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(width)} {number(height)}", role="img",
        aria_label=f"{title}. {words}", font_family=FONT, class_="chart",
    )  # fmt: skip


def _hatches(drawn: str) -> str:
    """The patterns that a drawing uses."""
    patterns = [_pattern(place) for place in range(len(COLOURS)) if f"url(#{_HATCH}{place})" in drawn]
    return element("defs", *patterns) if patterns else ""


def _pattern(place: int) -> str:
    return element(
        "pattern",
        element("rect", width="6", height="6", fill=GROUND),
        element("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", stroke=COLOURS[place], stroke_width="2"),
        id=f"{_HATCH}{place}", width="6", height="6", patternUnits="userSpaceOnUse",
    )  # fmt: skip
