"""The values of a board as rows for other programs: one row a value, codes beside names, nothing rounded again."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import timedelta

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.boards.content import NOTHING, Content, Figure, Panel, TargetResult
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.reporting.value_states import OBS_STATUS, ValueState


@dataclass(frozen=True)
class Row:
    """One value. `value` is exact decimal text, "" where there is none; `status` is its OBS_STATUS."""

    indicator: str
    indicator_name: str
    unit: str
    unit_name: str
    dimension: str
    dimension_value: str
    dimension_name: str
    period: str
    period_start: str
    period_end: str
    value: str
    unit_of_measure: str
    status: str
    facts: int
    snapshot: str


COLUMNS = tuple(field.name for field in fields(Row))

FORMATS = ("csv", "xlsx", "parquet", "sdmx.csv")
"""The files that values are taken away as."""


def rows(content: Content, panel: Panel, language: Language) -> Iterator[Row]:
    """Every place of a panel, gaps too, in the order of its table."""
    splits = [(each.code, each.name.text(language)) for each in panel.splits] if panel.by else [("", "")]
    for indicator in panel.indicators:
        for unit in panel.units:
            for code, name in splits:
                for period in panel.periods:
                    figure = panel.figure(indicator.code, unit.code, code, period)
                    yield Row(
                        indicator=indicator.code,
                        indicator_name=indicator.name.text(language),
                        unit=unit.code,
                        unit_name=unit.name.text(language),
                        dimension=panel.by,
                        dimension_value=code,
                        dimension_name=name,
                        period=period.code,
                        period_start=period.start.isoformat(),
                        period_end=period.end.isoformat(),
                        value=figure.value or "",
                        unit_of_measure=indicator.unit,
                        status=_status(figure, period, content),
                        facts=figure.facts,
                        snapshot=content.snapshot,
                    )
    for target in panel.targets:
        yield from _of_target(target, content, language)


_NUMBERS = (
    ("actual", Bilingual("thực hiện", "actual")),
    ("target", Bilingual("chỉ tiêu", "target")),
    ("upper", Bilingual("chỉ tiêu, đến", "target, up to")),
    ("expected", Bilingual("mức bình quân theo thời gian", "even progress to date")),
)
"""The numbers of a target in the dimension `target`, as they stand in its picture."""


def _of_target(target: TargetResult, content: Content, language: Language) -> Iterator[Row]:
    """What was reached, known or not, and every other number there is; a milestone has none."""
    period = parse_period(target.period) if target.period else None
    for code, name in _NUMBERS:
        value: str | None = getattr(target, code)
        if value is None and code != "actual":
            continue
        figure = NOTHING if value is None else Figure(value, OBS_STATUS[ValueState.VALUE], 0)
        yield Row(
            indicator=target.indicator or f"target_{target.number}",
            indicator_name=target.sentence.text(language),
            unit=target.holder,
            unit_name=target.holder_name,
            dimension="target",
            dimension_value=code,
            dimension_name=name.text(language),
            period=target.period,
            period_start=period.start.isoformat() if period else "",
            period_end=period.end.isoformat() if period else "",
            value=figure.value or "",
            unit_of_measure=target.unit,
            status=_status(figure, period, content) if period else figure.status,
            facts=0,
            snapshot=content.snapshot,
        )


def _status(figure: Figure, period: Period, content: Content) -> str:
    """A gap in a period that is not over is not due yet."""
    not_due = figure.value is None and period.end > content.as_of
    return OBS_STATUS[ValueState.NOT_DUE] if not_due else figure.status


def csv_text(content: Content, panel: Panel, language: Language) -> str:
    """RFC 4180 with a heading row; values have a decimal point, whatever the language."""
    return _csv(COLUMNS, (astuple(row) for row in rows(content, panel, language)))


SDMX_COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "REF_AREA", "BREAKDOWN", "BREAKDOWN_VALUE", "TIME_PERIOD",
    "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "FACTS", "SNAPSHOT",
)  # fmt: skip
STRUCTURE = "NHIEMKY:INDICATORS(1.0)"
_NUMBER = re.compile(r"-?\d+(\.\d+)?([Ee][+-]?\d+)?")
TOTAL, UNKNOWN = "_T", "_U"
"""SDMX's codes for "not broken down", and for the part of which nobody knows where it belongs."""


def sdmx_csv(content: Content, panel: Panel) -> str:
    """SDMX-CSV 2.0 (sdmx.org, SDMX 3.0 section 5): one data structure for all boards, time in SDMX' own writing."""
    written = (
        (
            "dataflow", STRUCTURE, "I", row.indicator, row.unit, row.dimension.upper() or TOTAL,
            row.dimension_value or (UNKNOWN if row.dimension else TOTAL), _time(row, content), row.value,
            row.unit_of_measure, row.status, row.facts, row.snapshot,
        )
        for row in rows(content, panel, "en")
    )  # fmt: skip
    return _csv(SDMX_COLUMNS, written)


def _time(row: Row, content: Content) -> str:
    """The row's period; where an old edition kept none, the day of its content."""
    return sdmx_time(parse_period(row.period)) if row.period else content.as_of.isoformat()


def sdmx_time(period: Period) -> str:
    """A period as SDMX writes it: 2022, 2022-S1 (half), 2022-Q1, 2022-01; any other as its start and length in days."""
    code = period.code.replace("-H", "-S")
    if ".." in code or "YTD" in code:
        days = (period.end - period.start + timedelta(days=1)).days
        return f"{period.start.isoformat()}/P{days}D"
    return code


def _csv(header: tuple[str, ...], body: Iterator[tuple[object, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(tuple(_harmless(cell) for cell in row) for row in body)
    return text.getvalue()


def _harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula is shown instead (OWASP, CSV injection); numbers stay numbers."""
    risky = isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if risky else cell
