"""Checks against earlier periods, other forms and other enterprises."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.comparisons import compare, per_size
from nhiemky.core.reporting.findings import Severity
from nhiemky.core.reporting.lines import Currency, Place, Report
from nhiemky.core.reporting.outliers import Others
from nhiemky.core.reporting.relations import relations
from nhiemky.core.reporting.shipped import shipped_forms

QUARTERLY, ANNUAL = shipped_forms()["A.III.1", "2021"], shipped_forms()["A.III.2", "2021"]


def report(period, form="A.III.1", currency=Currency.USD, rate="25000", **cells):
    values = {}
    for name, value in cells.items():
        line, _, column = name.partition("__")
        place = Place(line.replace("_", "."), column or "quarter")
        values[place] = None if value is None else Decimal(value)
    return Report(form, "mill", parse_period(period), currency, Decimal(rate), values)


def quarters(*values, line="II"):
    codes = [f"{2019 + number // 4}-Q{number % 4 + 1}" for number in range(len(values))]
    return tuple(report(code, **{line: value}) for code, value in zip(codes, values, strict=True))


def found(one, background, form=QUARTERLY):
    return [(each.problem.code, str(each.place)) for each in compare(form, one, background)]


STEADY = quarters(100, 110, 105, 98)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (120, []),
        (400, [("R10", "II/quarter")]),
        (980, [("R11", "II/quarter")]),
        ("0.098", [("R11", "II/quarter")]),
        (0, [("R12", "II/quarter")]),
        (None, []),
    ],
)
def test_a_figure_is_held_against_the_reporters_own_past(value, expected):
    assert found(report("2020-Q1", II=value), Background(STEADY)) == expected


def test_a_small_change_of_a_count_is_one_from_the_latest_count():
    persons = quarters(400, 400, 10, 10, 10, 10, 10, line="V_1")
    assert found(report("2020-Q4", V_1=395), Background(persons)) == [("R10", "V.1/quarter")]
    assert found(report("2020-Q4", V_1=20), Background(persons)) == []
    # Forty is no small change from ten, but it is one from twenty.
    assert found(report("2020-Q2", V_1=40), Background(quarters(10, 10, 10, 10, 20, line="V_1"))) == []
    assert found(report("2020-Q2", II=20), Background(quarters(10, 10, 10, 10, 10))) == [("R10", "II/quarter")]


def test_a_total_is_not_asked_about_when_its_parts_are():
    history = tuple(report(f"2019-Q{number}", V=100, V_1=100) for number in range(1, 5))
    assert found(report("2020-Q1", V=1000, V_1=1000), Background(history)) == [("R11", "V.1/quarter")]
    alone = tuple(report(f"2019-Q{number}", V=100) for number in range(1, 5))
    assert found(report("2020-Q1", V=1000), Background(alone)) == [("R11", "V/quarter")]


def test_two_lines_on_each_others_place_are_named_once():
    history = tuple(report(f"2019-Q{number}", II=5_000, VII=30 + number) for number in range(1, 5))
    assert found(report("2020-Q1", II=31, VII=5_100), Background(history)) == [("R13", "II/quarter")]


def test_quarters_without_both_figures_say_nothing_of_an_exchange():
    figures = [(1000, 1), (1000, -3), (900, 1), (0, 1), (1100, 1), (1000, None)]
    history = tuple(report(f"201{8 + number // 4}-Q{number % 4 + 1}", III=one, IV=other) for number, (one, other) in
                    enumerate(figures))  # fmt: skip
    assert found(report("2020-Q1", II=5000, III=1, IV=1050), Background(history)) == [("R13", "III/quarter")]


def test_an_exchange_is_told_by_the_ratio_though_each_figure_alone_is_ordinary():
    grown = [(100, 60), (130, 77), (180, 110), (250, 151)]
    history = tuple(report(f"2019-Q{number}", II=1000, III=out, IV=into) for number, (out, into) in enumerate(grown, 1))
    assert found(report("2020-Q1", II=1000, III=170, IV=280), Background(history)) == [("R13", "III/quarter")]
    assert found(report("2020-Q1", II=1000, III=280, IV=170), Background(history)) == []
    # Both unusual, but not the other way round either: no exchange.
    assert ("R13", "III/quarter") not in found(report("2020-Q1", II=1000, III=30, IV=900), Background(history))


def test_a_part_above_its_whole_is_asked_about():
    assert found(report("2020-Q1", II=10, III=11), Background()) == [("R14", "III/quarter")]
    assert found(report("2020-Q1", II=10, III=10), Background()) == []


def test_the_year_is_held_against_the_fourth_quarter():
    (yearly, *_), quarter = relations().agreements_of("A.III.2"), report("2021-Q4", II__year_to_date=70)
    around = Background(others=((yearly, quarter),))
    one = report("2021", "A.III.2", II__year=71)
    assert found(one, around, ANNUAL) == [("R15", "II/year")]
    assert found(report("2021", "A.III.2", II__year=70), around, ANNUAL) == []
    assert found(report("2021", "A.III.2"), around, ANNUAL) == []
    assert found(one, Background(others=((yearly, report("2021-Q4")),)), ANNUAL) == []
    in_dong = replace(quarter, currency=Currency.VND)
    assert found(one, Background(others=((yearly, in_dong),)), ANNUAL) == []


@pytest.mark.parametrize(("since", "expected"), [(510, []), (511, [("R16", "II/since_licence")]), (499, [])])
def test_since_the_licence_is_the_earlier_figure_and_this_period(since, expected):
    before = report("2020-Q1", II=20, II__since_licence=500)
    # What falls below the earlier figure is R06's.
    one = report("2020-Q2", II=10, II__since_licence=since)
    assert found(one, Background((before,))) == expected


def test_the_year_to_date_does_not_fall_though_a_quarter_is_missing():
    first = report("2020-Q1", II=20, II__year_to_date=20)
    assert found(report("2020-Q3", II=5, II__year_to_date=19), Background((first,))) == [("R17", "II/year_to_date")]
    assert found(report("2020-Q3", II=5, II__year_to_date=40), Background((first,))) == []
    assert found(report("2021-Q1", II=5, II__year_to_date=5), Background((first,))) == []


PEERS = {"II": Others.of(Decimal(each) for each in range(90, 120))}


def test_a_newcomer_is_held_against_others_of_any_currency_in_relation_to_its_size():
    assert found(report("2020-Q1", II=1_000, V=10), Background(peers=PEERS)) == []
    assert found(report("2020-Q1", II=100_000, V=10), Background(peers=PEERS)) == [("R18", "II/quarter")]
    # 25 million VND are 1,000 USD.
    in_dong = report("2020-Q1", currency=Currency.VND, II=25, V=10)
    assert per_size(QUARTERLY, in_dong, "II") == 100
    assert found(in_dong, Background(peers=PEERS)) == []
    assert per_size(QUARTERLY, replace(in_dong, rate=None), "II") is None
    assert found(report("2020-Q1", II=100_000, V=None), Background(peers=PEERS)) == []


def test_one_with_a_past_of_its_own_is_not_held_against_others():
    assert found(report("2020-Q1", II=100, V=10), Background(STEADY, peers=PEERS)) == []


def test_all_of_them_are_warnings_that_words_lift():
    (finding,) = compare(QUARTERLY, report("2020-Q1", II=980), Background(STEADY))
    assert finding.severity is Severity.WARNING
    assert finding.problem.vi == (
        "“II. Doanh thu thuần” là 980, khác kỳ trước (98) đúng khoảng 10 lần: xem lại dấu phẩy và đơn vị tính"
    )
