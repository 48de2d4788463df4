"""A map of places: circles whose areas are in proportion to the numbers, in a plain projection without a base map.

East-west lengths are shortened by the cosine of the middle latitude (equirectangular projection): true to within a
thousandth over a province. Names are numbered in a list below, since they would lie over each other on a phone.
"""

import math
from collections.abc import Iterator
from decimal import Decimal

from nhiemky.core.charts import frame, svg, words
from nhiemky.core.charts.scales import Written, written
from nhiemky.core.charts.specification import MapChart, Place, State

_HEIGHT, _MARGIN, _LARGEST, _LINE, _TOP = 230.0, 40.0, 30.0, 16.0, 18.0
_KILOMETRES_OF_DEGREE = 111.2


def draw(chart: MapChart) -> str:
    """The map as SVG, the largest circle first so that none hides another."""
    values = [place.point.value for place in chart.places if place.point.value is not None]
    scale = written(values, chart.unit, chart.language)
    largest = max((abs(value) for value in values), default=Decimal(0))
    ordered = sorted(chart.places, key=lambda place: -abs(place.point.value or Decimal(0)))
    at, kilometres = _projected(chart)
    inside = [svg.text(scale.unit, 0, 10, size=frame.SMALL, fill=svg.SOFT), _ruler(kilometres)]
    for number, place in enumerate(ordered, start=1):
        inside += _circle(place, number, at[place.name], largest)
    inside += _list(ordered, scale)
    said = f"({scale.unit}) " + "; ".join(f"{place.name}: {words.said(place.point, scale)}" for place in ordered)
    return svg.picture(chart.title, said, _TOP + _HEIGHT + _LINE * len(ordered) + 12, inside)


def _projected(chart: MapChart) -> tuple[dict[str, tuple[float, float]], float]:
    """Where each place lies, and how many units a kilometre is."""
    middle = math.radians(float(sum(place.latitude for place in chart.places)) / len(chart.places))
    flat = {place.name: (float(place.longitude) * math.cos(middle), -float(place.latitude)) for place in chart.places}
    xs, ys = [x for x, _ in flat.values()], [y for _, y in flat.values()]
    wide, high = svg.WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    # A single place, or places in one spot, need some ground around them: a kilometre.
    span = 1 / _KILOMETRES_OF_DEGREE
    factor = min(wide / max(max(xs) - min(xs), span), high / max(max(ys) - min(ys), span))
    centre = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    placed = {
        name: (svg.WIDTH / 2 + (x - centre[0]) * factor, _TOP + _HEIGHT / 2 + (y - centre[1]) * factor)
        for name, (x, y) in flat.items()
    }
    return placed, factor / _KILOMETRES_OF_DEGREE


def _circle(place: Place, number: int, at: tuple[float, float], largest: Decimal) -> Iterator[str]:
    x, y = at
    if place.point.value is None:
        yield frame.nothing_there(x, y + 4, place.point.state)
    else:
        share = float(abs(place.point.value) / largest) if largest else 0.0
        hatched = place.point.state is State.PROVISIONAL
        yield svg.element(
            "circle", cx=x, cy=y, r=max(_LARGEST * math.sqrt(share), 2.0), fill=svg.fill(0, provisional=hatched),
            fill_opacity="0.35", stroke=svg.COLOURS[0], stroke_width="1.5",
        )  # fmt: skip
    beside = 12 if place.point.value is None else 0
    yield svg.text(str(number), x + beside, y + 4, anchor="middle", size=frame.SMALL, bold=True, lifted=True)


def _list(ordered: list[Place], scale: Written) -> Iterator[str]:
    for number, place in enumerate(ordered, start=1):
        y = _TOP + _HEIGHT + _LINE * number
        yield svg.text(f"{number}. {place.name}", 0, y, size=frame.SMALL)
        yield svg.text(words.said(place.point, scale), svg.WIDTH, y, anchor="end", size=frame.SMALL)


def _ruler(kilometre: float) -> str:
    """A length to compare with: 1, 2, 5, 10 … km, about a fifth of the width; north is above."""
    steps = [step * 10**power for power in range(4) for step in (1, 2, 5)]
    length = next((step for step in steps if step * kilometre >= svg.WIDTH / 7), steps[-1])
    end = svg.WIDTH - 4
    path = f"M{svg.number(end - length * kilometre)} {svg.number(_TOP - 6)}v4H{svg.number(end)}v-4"
    return svg.element("path", d=path, fill="none", stroke=svg.SOFT) + svg.text(
        f"{length} km", end, _TOP - 8, anchor="end", size=10, fill=svg.SOFT
    )
