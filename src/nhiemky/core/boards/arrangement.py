"""From the values of a panel to its table and its pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.boards.content import Figure, Measured, Panel, View
from nhiemky.core.charts.points import observed
from nhiemky.core.charts.specification import (
    Bullet,
    BulletChart,
    CategoryChart,
    Chart,
    Kind,
    MapChart,
    Place,
    Point,
    Series,
)
from nhiemky.core.indicators.periods import Period, label

MOST_SERIES = 8
_KINDS: Mapping[View, Kind] = {
    View.COLUMNS: Kind.COLUMNS,
    View.LINES: Kind.LINES,
    View.BARS: Kind.BARS,
    View.MULTIPLES: Kind.MULTIPLES,
}


@dataclass(frozen=True)
class Line:
    """One row of the table: its indicator, what sets it apart from the other rows, and a point for each period."""

    indicator: Measured
    unit: str
    split: str
    name: Bilingual
    figures: tuple[Figure, ...]
    points: tuple[Point, ...]


def lines(panel: Panel, as_of: date) -> tuple[Line, ...]:
    """Every indicator, unit and split in the panel's order; the name says what is not the same in all rows."""
    splits = panel.splits if panel.by else (None,)
    found = []
    for indicator in panel.indicators:
        for unit in panel.units:
            for split in splits:
                parts = [indicator.name] if len(panel.indicators) > 1 else []
                parts += [unit.name] if len(panel.units) > 1 else []
                parts += [split.name] if split else []
                code = split.code if split else ""
                figures = tuple(panel.figure(indicator.code, unit.code, code, period) for period in panel.periods)
                points = tuple(point(*pair, as_of) for pair in zip(figures, panel.periods, strict=True))
                name = _joined(parts or [indicator.name])
                found.append(Line(indicator, unit.code, code, name, figures, points))
    return tuple(found)


def _joined(parts: list[Bilingual]) -> Bilingual:
    return Bilingual(" · ".join(part.vi for part in parts), " · ".join(part.en for part in parts))


def point(figure: Figure, period: Period, as_of: date) -> Point:
    """What a picture shows of a value on a day."""
    return observed(figure.number, figure.status, running=period.end > as_of)


def charts(panel: Panel, language: Language, as_of: date) -> tuple[Chart, ...]:
    """The pictures of a panel: one for each indicator, or for each unit of measure where a single unit is shown."""
    if panel.view is View.BULLETS:
        return tuple(_bullets(panel, language))
    if panel.view is View.TABLE:
        return ()
    if panel.view is View.MAP:
        return tuple(_maps(panel, language, as_of))
    together = len(panel.units) == 1 and not panel.by
    ordered = lines(panel, as_of)
    if together:
        ordered = tuple(sorted(ordered, key=lambda line: line.indicator.unit))
    groups = groupby(ordered, key=lambda line: line.indicator.unit if together else line.indicator.code)
    return tuple(_categories(panel, tuple(group), language) for _, group in groups)


def _categories(panel: Panel, rows: tuple[Line, ...], language: Language) -> CategoryChart:
    periods = tuple(label(period, language) for period in panel.periods)
    series = tuple(Series(_apart(line, panel).text(language), line.points) for line in rows)
    kind = _KINDS[panel.view]
    if kind is Kind.BARS:
        names = tuple(each.name for each in series)
        turned = zip(periods, zip(*(each.points for each in series), strict=True), strict=True)
        periods, series = names, tuple(Series(period, points) for period, points in turned)
    return CategoryChart(
        kind, _title(panel, rows[0].indicator, language), periods, series, rows[0].indicator.unit, language
    )


def _apart(line: Line, panel: Panel) -> Bilingual:
    """What sets a series apart within one picture: there the indicator is the same in all, if units differ."""
    if len(panel.units) == 1 and not panel.by:
        return line.indicator.name
    names = [unit.name for unit in panel.units if unit.code == line.unit and len(panel.units) > 1]
    names += [split.name for split in panel.splits if split.code == line.split and panel.by]
    return _joined(names)


def _title(panel: Panel, indicator: Measured, language: Language) -> str:
    if len(panel.indicators) == 1 or (len(panel.units) == 1 and not panel.by):
        return panel.title.text(language)
    return f"{panel.title.text(language)}: {indicator.name.text(language)}"


def _maps(panel: Panel, language: Language, as_of: date) -> Iterator[MapChart]:
    """The newest period of each indicator."""
    period = panel.periods[-1]
    for indicator in panel.indicators:
        places = tuple(
            Place(
                unit.name.text(language),
                *unit.place,
                point(panel.figure(indicator.code, unit.code, "", period), period, as_of),
            )
            for unit in panel.units
            if unit.place
        )
        if places:
            title = f"{_title(panel, indicator, language)}, {label(period, language)}"
            yield MapChart(title, places, indicator.unit, language)


def _bullets(panel: Panel, language: Language) -> Iterator[BulletChart]:
    bullets = tuple(
        Bullet(
            name=f"{row.number}. {row.sentence.text(language)}",
            actual=_number(row.actual),
            target=Decimal(row.target),
            unit=row.unit,
            at_most=row.at_most,
            expected=_number(row.expected),
            upper=_number(row.upper),
        )
        for row in panel.targets
        if row.target is not None
    )
    if bullets:
        yield BulletChart(panel.title.text(language), bullets, language)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def series_in_picture(view: View, indicators: int, units: int, splits: int, periods: int) -> int:
    """How many series the fullest picture of such a panel would hold; 0 for views without a limit."""
    if view in {View.TABLE, View.MULTIPLES, View.MAP, View.BULLETS}:
        return 0
    if view is View.BARS:
        return periods
    return indicators if units == 1 and splits <= 1 else units * max(splits, 1)
