"""Bullets: the bar is what was reached, the mark across it the target, the light mark what even progress would be."""

from collections.abc import Iterator
from decimal import Decimal

from nhiemky.core.bilingual import Language
from nhiemky.core.charts import frame, svg, words
from nhiemky.core.charts.scales import Written, written
from nhiemky.core.charts.specification import Bullet, BulletChart, BulletStrip, State

_LINE, _TRACK, _BAR, _GAP = 15.0, 20.0, 10.0, 14.0
_STRIP = 150.0
_ROOM = Decimal("1.08")  # the target's mark never stands on the edge


def draw(chart: BulletChart) -> str:
    """The picture as SVG."""
    inside: list[str] = []
    said: list[str] = []
    top = 4.0
    for bullet in chart.bullets:
        scale = _scale(bullet, chart.language)
        for part in svg.wrapped(bullet.name, svg.WIDTH):
            inside.append(svg.text(part, 0, top + 11))
            top += _LINE
        inside += _bullet(bullet, top)
        inside += _numbers(bullet, scale, top + _TRACK + 13)
        said.append(_said(bullet, scale))
        top += _TRACK + _LINE + _GAP
    inside.append(_key(chart, top))
    return svg.picture(chart.title, "; ".join(said), top + 20, inside)


def strip(chart: BulletStrip) -> str:
    """The bar and its marks alone as SVG; the words tell everything."""
    bullet = chart.bullet
    said = _said(bullet, _scale(bullet, chart.language))
    return svg.picture(bullet.name, said, _TRACK + 8, _bullet(bullet, 4.0, _STRIP), width=_STRIP)


def _held(bullet: Bullet) -> list[Decimal]:
    numbers = (bullet.actual, bullet.target, bullet.expected, bullet.upper)
    return [number for number in numbers if number is not None]


def _scale(bullet: Bullet, language: Language) -> Written:
    return written(_held(bullet), bullet.unit, language)


def _bullet(bullet: Bullet, y: float, width: float = svg.WIDTH) -> Iterator[str]:
    low, high = min([Decimal(0), *_held(bullet)]), max([Decimal(0), *_held(bullet)])
    span = (high - low) * _ROOM or Decimal(1)

    def x(value: Decimal) -> float:
        return width * float((value - low) / span)

    yield svg.element("rect", x="0", y=y, width=width, height=_TRACK, fill="#ecebe6")
    far = low + span if bullet.upper is None else bullet.upper
    good = (x(low), x(bullet.target)) if bullet.at_most else (x(bullet.target), x(far))
    yield svg.element("rect", x=good[0], y=y, width=max(good[1] - good[0], 0.0), height=_TRACK, fill="#d6e6dc")
    if bullet.actual is not None:
        zero, end = x(Decimal(0)), x(bullet.actual)
        yield svg.element(
            "rect", x=min(zero, end), y=y + (_TRACK - _BAR) / 2, width=max(abs(end - zero), 2.0), height=_BAR,
            fill=svg.COLOURS[0],
        )  # fmt: skip
    else:
        yield frame.nothing_there(x(Decimal(0)) + 6, y + _TRACK - 6, State.MISSING)
    if low < 0:
        yield _mark(x(Decimal(0)), y, _TRACK, svg.SOFT, "1")
    if bullet.expected is not None:
        yield _mark(x(bullet.expected), y + 3, _TRACK - 6, svg.INK, "2", "2 2")
    yield _mark(x(bullet.target), y - 2, _TRACK + 4, svg.TARGET, "3")
    if bullet.upper is not None:
        yield _mark(x(bullet.upper), y - 2, _TRACK + 4, svg.TARGET, "3")


def _mark(x: float, y: float, height: float, colour: str, width: str, dash: str | None = None) -> str:
    path = f"M{svg.number(max(x, 1.5))} {svg.number(y)}v{svg.number(height)}"
    return svg.element("path", d=path, stroke=colour, stroke_width=width, stroke_dasharray=dash)


def _numbers(bullet: Bullet, scale: Written, y: float) -> Iterator[str]:
    actual = words.STATES[State.MISSING].text(scale.language)
    if bullet.actual is not None:
        actual = scale.quantity(bullet.actual)
    yield svg.text(f"{words.ACTUAL.text(scale.language)}: {actual}", 0, y, size=frame.SMALL)
    target = f"{words.TARGET.text(scale.language)}: {_target(bullet, scale)}"
    yield svg.text(target, svg.WIDTH, y, anchor="end", size=frame.SMALL, fill=svg.TARGET)


def _target(bullet: Bullet, scale: Written) -> str:
    number = scale.number(bullet.target)
    if bullet.upper is not None:
        return f"{number} – {scale.number(bullet.upper)}"
    return f"≤ {number}" if bullet.at_most else number


def _said(bullet: Bullet, scale: Written) -> str:
    actual = scale.number(bullet.actual) if bullet.actual is not None else words.STATES[State.MISSING].text(
        scale.language
    )  # fmt: skip
    parts = [
        f"{words.ACTUAL.text(scale.language)} {actual}",
        f"{words.TARGET.text(scale.language)} {_target(bullet, scale)}",
    ]
    if bullet.expected is not None:
        parts.append(f"{words.EXPECTED.text(scale.language)} {scale.number(bullet.expected)}")
    return f"{bullet.name} ({scale.unit}): {', '.join(parts)}"


def _key(chart: BulletChart, y: float) -> str:
    """What the marks mean."""
    parts = [
        svg.element("rect", x="0", y=y + 2, width="14", height="8", fill=svg.COLOURS[0]),
        svg.text(words.ACTUAL.text(chart.language), 20, y + 10, size=frame.SMALL),
        _mark(98, y, 12, svg.TARGET, "3"),
        svg.text(words.TARGET.text(chart.language), 106, y + 10, size=frame.SMALL),
    ]
    if any(bullet.expected is not None for bullet in chart.bullets):
        parts += [
            _mark(166, y, 12, svg.INK, "2", "2 2"),
            svg.text(words.EXPECTED.text(chart.language), 174, y + 10, size=frame.SMALL),
        ]
    return "".join(parts)
