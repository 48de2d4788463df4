"""What a board shows, values included: the same for a board that is read now and for an edition frozen long ago."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.compute import MISSING
from nhiemky.core.indicators.periods import Period, parse_period


class View(StrEnum):
    """How a panel is looked at; its table stands below every picture."""

    TABLE = "table"
    COLUMNS = "columns"
    LINES = "lines"
    BARS = "bars"
    MULTIPLES = "multiples"
    MAP = "map"
    BULLETS = "bullets"


@dataclass(frozen=True)
class Named:
    """A code with what it is called."""

    code: str
    name: Bilingual


@dataclass(frozen=True)
class Measured:
    """An indicator: code, name, unit of measure, and where its definition comes from."""

    code: str
    name: Bilingual
    unit: str
    cite: str


@dataclass(frozen=True)
class Held:
    """One unit that values are of; degrees east and north where it has a place on a map."""

    code: str
    name: Bilingual
    place: tuple[Decimal, Decimal] | None


class Spot(tuple[str, str, str, str]):
    """Where a value stands: codes of indicator, unit, split ("" without one) and period."""

    __slots__ = ()

    def __new__(cls, indicator: str, unit: str, split: str, period: str) -> "Spot":
        """The four codes."""
        return super().__new__(cls, (indicator, unit, split, period))


@dataclass(frozen=True)
class Figure:
    """A value as exact decimal text, None where there is none; status in OBS_STATUS; how many facts it was made of."""

    value: str | None
    status: str
    facts: int

    @property
    def number(self) -> Decimal | None:
        """The value as a number."""
        return None if self.value is None else Decimal(self.value)


def _one_of(title: Bilingual, name: Bilingual) -> Bilingual:
    return Bilingual(f"{title.vi}: {name.vi}", f"{title.en}: {name.en}")


NOTHING = Figure(None, MISSING, 0)


@dataclass(frozen=True)
class TargetResult:
    """A target of a resolution with its result: numbers as exact text, the result in words.

    `expected` is what even progress would have reached by the day of the content; `indicator` is the code of what
    measures it, empty for a milestone; `holder` of the unit and `period` of the time it is measured at. All three are
    empty in editions of before they were kept.
    """

    number: int
    sentence: Bilingual
    result: Bilingual
    unit: str
    target: str | None
    upper: str | None
    actual: str | None
    expected: str | None
    at_most: bool
    indicator: str = ""
    holder: str = ""
    holder_name: str = ""
    period: str = ""


@dataclass(frozen=True)
class Panel:
    """One panel with its values. `by` names the dimension that `splits` are values of; "" for none."""

    title: Bilingual
    view: View
    by: str
    indicators: tuple[Measured, ...]
    units: tuple[Held, ...]
    splits: tuple[Named, ...]
    periods: tuple[Period, ...]
    figures: Mapping[Spot, Figure]
    targets: tuple[TargetResult, ...] = ()

    def figure(self, indicator: str, unit: str, split: str, period: Period) -> Figure:
        """The value at a place; `NOTHING` where nothing is known."""
        return self.figures.get(Spot(indicator, unit, split, period.code), NOTHING)

    def alone(self, indicator: str) -> "Panel":
        """The same panel with one indicator and what is held against it; its title says which one was left of many."""
        left = tuple(each for each in self.indicators if each.code == indicator)
        title = _one_of(self.title, left[0].name) if left and len(self.indicators) > 1 else self.title
        return replace(
            self,
            title=title,
            indicators=left,
            figures={spot: figure for spot, figure in self.figures.items() if spot[0] == indicator},
            targets=tuple(each for each in self.targets if each.indicator == indicator),
        )


@dataclass(frozen=True)
class Content:
    """All panels of a board as of a day, computed from the facts of one snapshot (its SHA-256)."""

    title: Bilingual
    as_of: date
    snapshot: str
    panels: tuple[Panel, ...]

    def alone(self, indicator: str) -> "Content":
        """The same panels, each with one indicator alone; their numbers stay."""
        return replace(self, panels=tuple(panel.alone(indicator) for panel in self.panels))


def to_json(content: Content) -> dict[str, Any]:
    """The content as plain data, in a fixed order: the same content gives the same text."""
    return {
        "title": _texts(content.title),
        "as_of": content.as_of.isoformat(),
        "snapshot": content.snapshot,
        "panels": [_panel(panel) for panel in content.panels],
    }


def from_json(data: Mapping[str, Any]) -> Content:
    """The content again. Raises KeyError or ValueError for anything that `to_json` did not write."""
    panels = tuple(_read_panel(each) for each in data["panels"])
    return Content(_read_texts(data["title"]), date.fromisoformat(data["as_of"]), data["snapshot"], panels)


def _texts(text: Bilingual) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _read_texts(data: Mapping[str, str]) -> Bilingual:
    return Bilingual(data["vi"], data["en"])


def _panel(panel: Panel) -> dict[str, Any]:
    return {
        "title": _texts(panel.title),
        "view": panel.view.value,
        "by": panel.by,
        "indicators": [
            {"code": each.code, "name": _texts(each.name), "unit": each.unit, "cite": each.cite}
            for each in panel.indicators
        ],
        "units": [
            {"code": each.code, "name": _texts(each.name), "place": [str(part) for part in each.place or ()]}
            for each in panel.units
        ],
        "splits": [{"code": each.code, "name": _texts(each.name)} for each in panel.splits],
        "periods": [period.code for period in panel.periods],
        "figures": [
            [*spot, figure.value, figure.status, figure.facts] for spot, figure in sorted(panel.figures.items())
        ],
        "targets": [_target(each) for each in panel.targets],
    }


def _target(row: TargetResult) -> dict[str, Any]:
    return {
        "number": row.number,
        "sentence": _texts(row.sentence),
        "result": _texts(row.result),
        "unit": row.unit,
        "target": row.target,
        "upper": row.upper,
        "actual": row.actual,
        "expected": row.expected,
        "at_most": row.at_most,
        "indicator": row.indicator,
        "holder": row.holder,
        "holder_name": row.holder_name,
        "period": row.period,
    }


def _read_panel(data: Mapping[str, Any]) -> Panel:
    return Panel(
        title=_read_texts(data["title"]),
        view=View(data["view"]),
        by=data["by"],
        indicators=tuple(
            Measured(each["code"], _read_texts(each["name"]), each["unit"], each["cite"]) for each in data["indicators"]
        ),
        units=tuple(_read_unit(each) for each in data["units"]),
        splits=tuple(Named(each["code"], _read_texts(each["name"])) for each in data["splits"]),
        periods=tuple(parse_period(code) for code in data["periods"]),
        figures={Spot(*row[:4]): Figure(*row[4:]) for row in data["figures"]},
        targets=tuple(
            TargetResult(**{**each, "sentence": _read_texts(each["sentence"]), "result": _read_texts(each["result"])})
            for each in data["targets"]
        ),
    )


def _read_unit(data: Mapping[str, Any]) -> Held:
    place = tuple(Decimal(part) for part in data["place"])
    return Held(data["code"], _read_texts(data["name"]), (place[0], place[1]) if place else None)
