"""What a workbook says beside a line is what the checks of a report say of it; its formulas are worked out here."""

import re
from dataclasses import replace
from decimal import Decimal
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.checks import check
from nhiemky.core.reporting.entry import NumberFormat, parse_cell
from nhiemky.core.reporting.forms import LineKind, Role
from nhiemky.core.reporting.lines import Currency, Place, Report, places, sum_of_children, year_to_date
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.core.reporting.workbook.content import contents
from nhiemky.core.reporting.workbook.formulas import begun, carried, notice, total
from nhiemky.core.reporting.workbook.layout import Kind, Layout
from nhiemky.core.reporting.workbook.source import Source

FORMS = list(shipped_forms().values())
NOW, BEFORE = parse_period("2021-Q2"), parse_period("2021-Q1")
SAID = {"R02", "R03", "R06", "R09"}
VALUES = st.none() | st.sampled_from([Decimal(text) for text in ("-2", "-0.5", "0", "1", "1.5", "2", "3")])


class Blank:
    """A cell with nothing in it: equal to an empty text, 0 where it is added."""

    def __eq__(self, other):
        return other == ""

    __hash__ = None

    def __add__(self, other):
        return other

    __radd__ = __add__


BLANK = Blank()


def numbers(values):
    """Arguments of a function as numbers: blanks and texts do not count; a range is a list."""
    flat = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return [each for each in flat if isinstance(each, Decimal)]


def below(values, condition):
    assert condition == "<0"
    return sum(each < 0 for each in numbers([values]))


FUNCTIONS = {
    "COUNT": lambda *values: len(numbers(values)),
    "SUM": lambda *values: sum(numbers(values), Decimal(0)),
    "MAX": lambda *values: max(numbers(values), default=Decimal(0)),
    "COUNTIF": below,
    "AND": lambda *values: all(values),
    "OR": lambda *values: any(values),
    "N": lambda value: value if isinstance(value, Decimal) else Decimal(0),
    "INT": lambda value: Decimal(floor(value)),
    "TRIM": lambda text: " ".join(text.split()),
    "IF": lambda condition, yes, no: yes if condition else no,
}


def worked_out(formula, sheet):
    """The value of one of our formulas where `sheet` holds the cells: OpenFormula's own rules for what we use."""
    text = formula.removeprefix("=").replace("$", "")
    text = re.sub(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", lambda found: f"reach({found.group()!r})", text)
    text = re.sub(r"(?<!['\"A-Z:])([A-Z]{1,3}\d+)(?![\d':(])", r"cell('\1')", text)
    text = re.sub(r"(?<![<>=!])=(?!=)", "==", text.replace("<>", "!=")).replace("&", "+")

    def reach(name):
        (first, row), (last, same) = (re.fullmatch(r"([A-Z]+)(\d+)", each).groups() for each in name.split(":"))
        assert row == same
        inside = range(column(first), column(last) + 1)
        return [value for place, value in sheet.items() if place[1] == int(row) and column(place[0]) in inside]

    def cell(name):
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
        return sheet.get((letters, int(row)), BLANK)

    return eval(text, {"__builtins__": {}}, FUNCTIONS | {"reach": reach, "cell": cell})


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def at(spot):
    letters, row = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", spot.reference).groups()
    return letters, int(row)


def sheet_of(layout, cells, earlier):
    found = {at(layout.figure(0, place)): value for place, value in cells.items() if value is not None}
    return found | {at(layout.earlier(0, place)): value for place, value in earlier.items() if value is not None}


def report(form, period, cells):
    every = dict.fromkeys(places(form)) | cells
    return Report(form.code, "mill", period, Currency.VND, None, every)


@settings(max_examples=150)
@given(st.data())
def test_a_notice_names_what_the_checks_find_in_its_line(data):
    form = data.draw(st.sampled_from(FORMS))
    line = data.draw(st.sampled_from([each for each in form.lines if each.kind is not LineKind.HEADING]))
    cells = {Place(line.code, code): data.draw(VALUES) for code in line.columns}
    since = form.column(Role.SINCE_LICENCE)
    carried_from = Place(line.code, since.code) if since and since.code in line.columns else None
    earlier = {carried_from: data.draw(VALUES)} if carried_from and line.kind is LineKind.FLOW else {}
    layout = Layout(Kind.ONE, form, ("mill",))
    said = worked_out(notice(layout, 0, line) or '=""', sheet_of(layout, cells, earlier))
    held = Background((report(form, BEFORE, earlier),))
    found = {each.problem.code for each in check(form, report(form, NOW, cells), held) if each.place.line == line.code}
    assert set(said.split()) == found & SAID


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
@given(data=st.data())
@settings(max_examples=25)
def test_totals_are_the_sums_that_complete_a_report(form, data):
    layout = Layout(Kind.ONE, form, ("mill",))
    for line in form.lines:
        if not line.total:
            assert total(layout, 0, Place(line.code, line.columns[0] if line.columns else "")) is None
            continue
        place = Place(line.code, line.columns[0])
        cells = {Place(child.code, place.column): data.draw(VALUES) for child in form.children(line.code)}
        said = worked_out(total(layout, 0, place), sheet_of(layout, cells, {}))
        assert (None if said == "" else said) == sum_of_children(form, dict.fromkeys(places(form)) | cells, place)


@given(VALUES, VALUES)
def test_a_running_total_adds_what_was_accepted_before(now, before):
    form = shipped_forms()["A.III.1", "2021"]
    layout, period, to_date = Layout(Kind.ONE, form, ("mill",)), Place("II", "quarter"), Place("II", "year_to_date")
    cells, earlier = {period: now}, {to_date: before}
    sheet = sheet_of(layout, cells, earlier)
    said = worked_out(carried(layout, 0, to_date), sheet)
    if now is None or before is None:
        assert said == ("" if now is None else now)
    else:
        previous = report(form, BEFORE, earlier)
        assert said == year_to_date(form, report(form, NOW, cells), previous, "II")
    assert worked_out(begun(layout, 0, to_date), sheet) == ("" if now is None else now)


@st.composite
def sources(draw):
    form = draw(st.sampled_from(FORMS))
    typed = st.sampled_from(["-2", "-0,5", "0", "1", "1,5", "1.000", "1.5", "chưa rõ"])
    # No unreadable text where it would be added to a figure: see Source.figures.
    readable = typed.filter(lambda text: isinstance(parse_cell(text, NumberFormat.VIETNAMESE), Decimal))
    plain = {place for place in places(form) if form.role(place.column) is not Role.PERIOD}
    some = st.sampled_from(places(form))
    cells = draw(st.dictionaries(some, readable, max_size=12))
    cells |= {place: text for place, text in draw(st.dictionaries(some, typed, max_size=3)).items() if place in plain}
    return form, Source(
        unit="mill",
        name="Nhà máy",
        enterprise="Công ty",
        currency=Currency.VND,
        cells=cells,
        earlier=draw(st.dictionaries(some, st.sampled_from([Decimal("0.5"), Decimal(2), Decimal(2000)]), max_size=12)),
        begins=draw(st.booleans()),
        opens_year=draw(st.booleans()),
    )


def shown(layout, source):
    """The figures' sheet by cell, and what each formula of it is said to give."""
    found = dict(contents(layout, NOW, (source,), "vi"))
    said = {at(spot): each for spot, each in found.items() if each.computes and each.value}
    there = {at(spot): each.value for spot, each in found.items() if not each.computes and each.value is not None}
    return said, there | {place: each.result for place, each in said.items() if each.result != ""}


@settings(max_examples=150, deadline=None)
@given(sources())
def test_each_formula_stands_beside_what_it_gives(made):
    form, source = made
    said, sheet = shown(Layout(Kind.ONE, form, ("mill",)), source)
    for place, content in said.items():
        assert worked_out(content.value, sheet) == content.result, (place, content)


@pytest.mark.parametrize(
    ("begins", "opens_year", "to_date", "since"),
    [(False, False, 300, 1300), (False, True, 100, 1300), (True, False, 100, 100), (True, True, 100, 100)],
)
def test_a_running_total_is_shown_from_what_came_before_unless_nothing_can_have(begins, opens_year, to_date, since):
    form = shipped_forms()["A.III.1", "2021"]
    layout = Layout(Kind.ONE, form, ("mill",))
    places_ = [Place("II", each) for each in ("quarter", "year_to_date", "since_licence")]
    source = Source(
        unit="mill",
        name="Nhà máy",
        enterprise="Công ty",
        currency=Currency.VND,
        cells={places_[0]: "100"},
        earlier={places_[1]: Decimal(200), places_[2]: Decimal(1200)},
        begins=begins,
        opens_year=opens_year,
    )
    said, sheet = shown(layout, source)
    found = [sheet[at(layout.figure(0, place))] for place in places_]
    assert found == [100, to_date, since]
    assert [worked_out(said[at(layout.figure(0, each))].value, sheet) for each in places_[1:]] == [to_date, since]
    unknown = replace(source, earlier={}, begins=False, opens_year=False)
    assert not any(at(layout.figure(0, each)) in shown(layout, unknown)[1] for each in places_[1:])
