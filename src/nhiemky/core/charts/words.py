"""A picture said in words, for those who hear it and for the text beside it."""

from collections.abc import Iterator

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.charts.scales import Written
from nhiemky.core.charts.specification import Point, Series, State

STATES: dict[State, Bilingual] = {
    State.PROVISIONAL: Bilingual("tạm tính", "provisional"),
    State.MISSING: Bilingual("chưa có số liệu", "missing"),
    State.NOT_DUE: Bilingual("chưa đến hạn", "not due"),
}
SIGNS: dict[State, str] = {State.PROVISIONAL: "*", State.MISSING: "…", State.NOT_DUE: "–"}
"""What tables write: a star behind a number, or a sign where there is none (as in Vietnam's statistical yearbooks)."""
TARGET = Bilingual("Chỉ tiêu", "Target")
ACTUAL = Bilingual("Thực hiện", "Actual")
EXPECTED = Bilingual("Mức bình quân theo thời gian", "Even progress to date")


def said(point: Point, written: Written) -> str:
    """A point: its number, its state where that is not plain."""
    state = STATES.get(point.state)
    if point.value is None:
        return (state or STATES[State.MISSING]).text(written.language)
    value = written.number(point.value)
    return f"{value} ({state.text(written.language)})" if state else value


def series_said(series: tuple[Series, ...], categories: tuple[str, ...], written: Written) -> str:
    """All points, series by series."""
    return f"({written.unit}) " + "; ".join(_one(each, categories, written) for each in series)


def _one(series: Series, categories: tuple[str, ...], written: Written) -> str:
    pairs = zip(categories, series.points, strict=True)
    return f"{series.name}: " + ", ".join(f"{category} {said(point, written)}" for category, point in pairs)


def states_used(series: tuple[Series, ...], language: Language) -> Iterator[tuple[State, str]]:
    """The states that need a word in the key, in a fixed order."""
    used = {point.state for each in series for point in each.points}
    for state, name in STATES.items():
        if state in used:
            yield state, name.text(language)
