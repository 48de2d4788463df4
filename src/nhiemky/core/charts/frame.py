"""What pictures with an axis share: the ruled ground, the key of series, the marks of what has no number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nhiemky.core.bilingual import Language
from nhiemky.core.charts import svg, words
from nhiemky.core.charts.scales import Axis, Written
from nhiemky.core.charts.specification import Series, State

SMALL = 11.0
_KEY_LINE = 17.0


@dataclass(frozen=True)
class Field:
    """The rectangle in which values are drawn; `axis` runs up its height."""

    left: float
    top: float
    width: float
    height: float
    axis: Axis

    def y(self, value: Decimal) -> float:
        """How deep a value lies."""
        return self.top + self.height * (1 - self.axis.share(value))

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width


def margin_for(axis: Axis, written: Written) -> float:
    """How wide the axis' numbers are."""
    return max(svg.width_of(written.number(tick), SMALL) for tick in axis.ticks) + 8


def ruled(field: Field, written: Written) -> Iterator[str]:
    """A thin line and its number for each step; zero is drawn in ink."""
    for tick in field.axis.ticks:
        y = field.y(tick)
        yield svg.element(
            "path", d=f"M{svg.number(field.left)} {svg.number(y)}h{svg.number(field.width)}",
            stroke=svg.LINE if tick else svg.INK, stroke_width="1",
        )  # fmt: skip
        yield svg.text(written.number(tick), field.left - 5, y + 4, anchor="end", size=SMALL, fill=svg.SOFT)


def target_line(field: Field, target: Decimal, written: Written) -> Iterator[str]:
    """The target across the field, with its number above the line at the right."""
    y = field.y(target)
    yield svg.element(
        "path", d=f"M{svg.number(field.left)} {svg.number(y)}h{svg.number(field.width)}",
        stroke=svg.TARGET, stroke_width="2", stroke_dasharray="7 3",
    )  # fmt: skip
    name = f"{words.TARGET.text(written.language)}: {written.number(target)}"
    yield svg.text(name, field.right, y - 4, anchor="end", size=SMALL, fill=svg.TARGET, bold=True, lifted=True)


def category_labels(field: Field, categories: Sequence[str]) -> Iterator[str]:
    """Names below the field in up to two lines; where they are too many, every second, third … is written."""
    step = field.width / len(categories)
    every = next(
        number
        for number in range(1, len(categories) + 1)
        if number == len(categories) or _fits(categories[::number], step * number)
    )
    for place in range(0, len(categories), every):
        for line, part in enumerate(svg.wrapped(categories[place], step * every, SMALL)[:2]):
            middle = field.left + step * (place + 0.5)
            yield svg.text(part, middle, field.bottom + 14 + 13 * line, anchor="middle", size=SMALL)


def _fits(categories: Sequence[str], width: float) -> bool:
    lines = [svg.wrapped(each, width, SMALL) for each in categories]
    return all(len(each) <= 2 and max(svg.width_of(part, SMALL) for part in each) <= width for each in lines)


def nothing_there(x: float, y: float, state: State) -> str:
    """The mark of a point without a number: a small cross where it is missing, a dot where none is due yet."""
    if state is State.NOT_DUE:
        return svg.element("circle", cx=x, cy=y - 3, r="1.5", fill=svg.SOFT)
    cross = f"M{svg.number(x - 3)} {svg.number(y - 7)}l6 6m0 -6l-6 6"
    return svg.element("path", d=cross, stroke=svg.SOFT, stroke_width="1.5")


@dataclass(frozen=True)
class Key:
    """The drawn key and how high it is."""

    drawn: str
    height: float


def key(series: tuple[Series, ...], language: Language, top: float, *, lines: bool = False) -> Key:
    """Which colour, hatch and shape is which series; of a single series only the states that need a word."""
    entries = [(_sample(place, lines=lines), each.name) for place, each in enumerate(series)] if len(series) > 1 else []
    entries += [(_state_sample(state, lines=lines), name) for state, name in words.states_used(series, language)]
    drawn, x, y = [], 0.0, top
    for sample, name in entries:
        width = 22 + svg.width_of(name, SMALL) + 12
        if x and x + width > svg.WIDTH:
            x, y = 0.0, y + _KEY_LINE
        drawn.append(svg.element("g", sample, svg.text(name, 22, 0, size=SMALL), transform=_moved(x + 4, y + 12)))
        x += width
    return Key("".join(drawn), y - top + _KEY_LINE if entries else 0.0)


def _moved(x: float, y: float) -> str:
    return f"translate({svg.number(x)} {svg.number(y)})"


def _sample(place: int, *, lines: bool) -> str:
    if not lines:
        return svg.element("rect", x="0", y="-9", width="14", height="10", fill=svg.colour(place))
    dash = svg.DASHES[place % len(svg.DASHES)] or None
    stroke = svg.element("path", d="M0 -4h16", stroke=svg.colour(place), stroke_width="2", stroke_dasharray=dash)
    return stroke + svg.marker(place, 8, -4, provisional=False)


def _state_sample(state: State, *, lines: bool) -> str:
    if state is not State.PROVISIONAL:
        return nothing_there(8, 0, state)
    if lines:
        return svg.marker(0, 8, -4, provisional=True)
    return svg.element("rect", x="0", y="-9", width="14", height="10", fill=svg.fill(0, provisional=True))
