"""The values of a board as rows for other programs: one row a value, codes beside names, nothing rounded again."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import timedelta

from nhiemky.core.bilingual import Language
from nhiemky.core.boards.content import Content, Figure, Panel
from nhiemky.core.indicators.periods import Period
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
            row.dimension_value or (UNKNOWN if row.dimension else TOTAL), sdmx_time(period), row.value,
            row.unit_of_measure, row.status, row.facts, row.snapshot,
        )
        for row, period in zip(rows(content, panel, "en"), _periods(panel), strict=True)
    )  # fmt: skip
    return _csv(SDMX_COLUMNS, written)


def _periods(panel: Panel) -> Iterator[Period]:
    for _ in range(len(panel.indicators) * len(panel.units) * (len(panel.splits) if panel.by else 1)):
        yield from panel.periods


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
