"""Whatever was typed goes into the cells of a workbook and comes back the same; formulas are left to the system."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.entry import MOST_DECIMALS
from nhiemky.core.reporting.lines import Currency, Place, places
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.core.reporting.workbook.content import INPUTS, Look, contents
from nhiemky.core.reporting.workbook.formulas import one_spelling
from nhiemky.core.reporting.workbook.identity import Identity, layout_of, read_identity
from nhiemky.core.reporting.workbook.layout import IDENTITY, Kind, Layout
from nhiemky.core.reporting.workbook.reading import read_contents
from nhiemky.core.reporting.workbook.source import Source
from nhiemky.core.spreadsheet import Spot, at, column_letters
from nhiemky.core.vietnamese.numbers import format_number
from tests.core.reporting.workbook.sheets import grid

FORMS = [each for each in shipped_forms().values() if each.code in {"A.III.1", "A.III.2"}]
PERIODS = {"quarter": parse_period("2021-Q2"), "year": parse_period("2021")}

# As many digits as a spreadsheet keeps.
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=MOST_DECIMALS, allow_nan=False).map(
    lambda value: format_number(value)
)


@st.composite
def workbooks(draw):
    form = draw(st.sampled_from(FORMS))
    kind = draw(st.sampled_from(Kind))
    number = 1 if kind is Kind.ONE else draw(st.integers(1, 3))
    sources = tuple(
        Source(
            unit=f"da-{place}",
            name="=1+1",
            enterprise="Công ty",
            currency=Currency.USD,
            rate=draw(st.sampled_from(["", "23.105,5"])),
            cells=draw(st.dictionaries(st.sampled_from(places(form)), NUMBERS, max_size=6)),
            explanations=draw(
                st.dictionaries(st.sampled_from([each.line for each in places(form)]), st.just("vì vậy"), max_size=2)
            ),
            earlier={place: Decimal(5) for place in draw(st.sets(st.sampled_from(places(form)), max_size=5))},
            begins=draw(st.booleans()),
            opens_year=draw(st.booleans()),
        )
        for place in range(number)
    )
    return Layout(kind, form, tuple(each.unit for each in sources)), sources


@settings(max_examples=40, deadline=None)
@given(workbooks())
def test_what_goes_out_comes_back(made):
    layout, sources = made
    period = PERIODS[layout.form.frequency.value]
    contents_read = read_contents(layout, grid(layout, sources, period))
    if all(not (each.cells or each.rate or each.explanations) for each in sources) and layout.kind is Kind.ONE:
        assert [each.code for each in contents_read.problems] == ["W13"]
        return
    assert contents_read.problems == ()
    for filled, source in zip(contents_read.reports, sources, strict=True):
        assert (filled.unit, filled.rate) == (source.unit, source.rate)
        assert filled.cells == source.cells
        assert filled.explanations == source.explanations


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
@pytest.mark.parametrize("kind", list(Kind))
def test_every_place_has_a_cell_of_its_own_and_inputs_are_all_that_is_open(form, kind):
    layout = Layout(kind, form, ("a",) if kind is Kind.ONE else ("a", "b"))
    sources = tuple(Source(code, "Dự án", "Công ty", Currency.VND) for code in layout.units)
    cells = list(contents(layout, PERIODS[form.frequency.value], sources, "vi"))
    spots = [spot for spot, _ in cells]
    assert len(set(spots)) == len(spots), "two things in one cell"
    ends = layout.ends()
    assert all(spot.row <= ends[spot.sheet][0] and spot.column <= ends[spot.sheet][1] for spot in spots)
    by_spot = dict(cells)
    for block in range(len(sources)):
        for place in places(form):
            look = by_spot[layout.figure(block, place)].look
            assert look is (Look.TOTAL if form.line(place.line).total else Look.NUMBER)
            assert (look in INPUTS) is not form.line(place.line).total


def test_the_digest_tells_other_layouts_apart_and_not_languages():
    layout = Layout(Kind.MANY, FORMS[0], ("a", "b"))
    assert layout.digest == Layout(Kind.MANY, FORMS[0], ("a", "b")).digest
    others = [
        Layout(Kind.MANY, FORMS[0], ("b", "a")),
        Layout(Kind.ONE, FORMS[0], ("a",)),
        Layout(Kind.MANY, FORMS[1], ("a", "b")),
    ]
    assert len({layout.digest, *(each.digest for each in others)}) == 4


def test_a_formula_that_a_spreadsheet_wrote_back_is_known_again():
    assert one_spelling('=if( D12="" , "",$D$12 + H12)') == one_spelling('=IF(D12="","",D12+H12)')


def identity(**changes):
    layout = Layout(Kind.ONE, FORMS[0], ("a",))
    told = {"kind": "report", "form": FORMS[0].code, "version": FORMS[0].version, "period": "2021-Q1"}
    return Identity(**(told | {"kind": Kind.ONE, "digest": layout.digest, "editions": (("a", 3),)} | changes))


def test_an_identity_is_read_as_it_was_written():
    made = identity()
    assert read_identity({IDENTITY: [list(row) for row in made.rows()]}) == made


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "W01"),
        ([["kind", "report"], ["layout", "1"]], "W01"),
        ([*map(list, identity(editions=()).rows())], "W01"),
        ([*map(list, identity(editions=(("a", 1), ("a", 2))).rows())], "W01"),
        ([["project", "a", "x"], *map(list, identity().rows())], "W01"),
        ([[row[0], "99" if row[0] == "layout" else row[1], *row[2:]] for row in identity().rows()], "W02"),
    ],
)
def test_a_broken_identity_is_refused(rows, code):
    with pytest.raises(Refused, match=code):
        read_identity({IDENTITY: rows})


@pytest.mark.parametrize("changes", [{"version": "1999"}, {"digest": "0"}, {"editions": (("a", 1), ("b", 1))}])
def test_another_version_or_layout_is_refused(changes):
    forms = {(each.code, each.version): each for each in FORMS}
    with pytest.raises(Refused, match="W02"):
        layout_of(identity(**changes), lambda code, version: forms[code, version])


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(number, letters):
    assert column_letters(number) == letters
    assert str(Spot("Báo cáo", 4, number)) == f"Báo cáo!{letters}4"


def test_binary_fractions_are_taken_to_the_digits_a_spreadsheet_shows():
    layout = Layout(Kind.ONE, FORMS[0], ("a",))
    source = Source("a", "Dự án", "Công ty", Currency.USD)
    cells = grid(layout, (source,), PERIODS[FORMS[0].frequency.value])
    place = next(each for each in places(FORMS[0]) if not FORMS[0].line(each.line).total)
    spot = layout.figure(0, place)
    assert at(cells, spot) is None
    for value, typed in (
        (Decimal("0.30000000000000004"), "0,3"),
        (Decimal("0.7999999999999999"), "0,8"),
        (1234567890123, "1.234.567.890.123"),
    ):
        cells[spot.sheet][spot.row - 1][spot.column - 1] = value
        found = read_contents(layout, cells)
        assert found.reports[0].cells[Place(place.line, place.column)] == typed
