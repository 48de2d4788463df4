"""Report forms as data."""

from importlib.resources import files

import pytest

from nhiemky.core.problem import Refused
from nhiemky.core.reporting.form_reading import parse_form
from nhiemky.core.reporting.forms import Frequency, LineKind, Role
from nhiemky.core.reporting.shipped import shipped_forms

TEXT = files("nhiemky.core.reporting").joinpath("forms", "a-iii-1.toml").read_text("utf-8")
FILES = sorted(file.name for file in files("nhiemky.core.reporting").joinpath("forms").iterdir())


@pytest.mark.parametrize("file", FILES)
def test_every_shipped_form_is_named_after_its_file_and_cited(file):
    (form,) = [each for each in shipped_forms().values() if file == each.code.replace(".", "-").lower() + ".toml"]
    assert form.cite
    assert form.deadline.cite
    assert len(form.identification) == 13
    assert {"I", "II", "III", "IV", "V", "VI", "VII", "VIII"} <= {line.code for line in form.lines}
    assert all(line.name.vi != line.name.en for line in form.lines)


def test_the_quarterly_form_has_three_columns_and_the_annual_two():
    quarterly, annual = shipped_forms()["A.III.1", "2021"], shipped_forms()["A.III.2", "2021"]
    assert [column.role for column in quarterly.columns] == [Role.PERIOD, Role.YEAR_TO_DATE, Role.SINCE_LICENCE]
    assert [column.role for column in annual.columns] == [Role.PERIOD, Role.SINCE_LICENCE]
    assert (quarterly.frequency, annual.frequency) == (Frequency.QUARTER, Frequency.YEAR)


def test_the_annual_form_adds_income_profit_research_environment_and_technology():
    quarterly, annual = shipped_forms()["A.III.1", "2021"], shipped_forms()["A.III.2", "2021"]
    added = {line.code for line in annual.lines} - {line.code for line in quarterly.lines}
    assert added == {"IX", "X", "XI", "XII"}
    assert {text.code for text in annual.texts} - {text.code for text in quarterly.texts} == {"B.T"}


def test_only_the_boards_own_line_is_local_and_it_says_why():
    for form in shipped_forms().values():
        (local,) = [line for line in form.lines if line.local]
        assert local.code == "V.N"
        assert local.note is not None


def test_a_stock_has_no_cumulative_column_and_a_heading_no_cell():
    form = shipped_forms()["A.III.1", "2021"]
    assert form.line("V").columns == ("quarter",)
    assert form.line("VI").kind is LineKind.HEADING
    assert form.line("VI").columns == ()
    assert form.line("II").columns == ("quarter", "year_to_date", "since_licence")


def test_lines_know_their_depth_and_children():
    form = shipped_forms()["A.III.1", "2021"]
    assert [form.depth(form.line(code)) for code in ("I", "I.1", "I.1.1", "I.1.1.1")] == [0, 1, 2, 3]
    assert [line.code for line in form.children("I.2")] == ["I.2.1", "I.2.2", "I.2.3"]
    assert form.column(Role.YEAR_TO_DATE) is not None
    assert shipped_forms()["A.III.2", "2021"].column(Role.YEAR_TO_DATE) is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('parent = "I.2"', 'parent = "I.9"', "M01"),
        ('code = "II"', 'code = "III"', "M02"),
        ('stock_columns = ["quarter"]', 'stock_columns = ["month"]', "M03"),
        ('code = "V.1"\nparent = "V"\nunit = "person"', 'code = "V.1"\nparent = "V"\nunit = "ha"', "M04"),
        ('code = "II"\n', 'code = "II"\ntotal = true\n', "M05"),
        ('when = "II"', 'when = "XX"', "M06"),
        ('frequency = "quarter"', 'frequency = "week"', "D05"),
        ("before_day = 10", "before = 10", "D02"),
        ("before_day = 10", "before_day = 0", "M07"),
        ("before_day = 10", "before_day = 32", "D04"),
        ('role = "period"', 'role = "since_licence"', "M08"),
        ('role = "year_to_date"', 'role = "period"', "M09"),
        ('kind = "heading"', 'kind = "heading"\nrequired = true', "M10"),
        ('then = "V"', 'then = "VI"', "M11"),
        ('stock_columns = ["quarter"]', "stock_columns = []", "M13"),
        ('code = "II"\n', 'code = "II"\nplausible = [2, 1]\n', "M14"),
        ('code = "II"\n', 'code = "II"\nplausible = [1, nan]\n', "D04"),
        ('vi = "Doanh thu thuần"', f'vi = "{"x" * 301}"', "M16"),
        ('unit = "kWh"', 'unit = "k;h"', "M18"),
        ('code = "A.III.1"', 'code = "A/III/1"', "D10"),
        ('code = "A.III.1"', 'code = "A.III.1"\neffective_until = 2019-12-31', "D11"),
    ],
)
def test_a_form_whose_parts_do_not_fit_is_refused(old, new, code):
    assert old in TEXT
    with pytest.raises(Refused, match=code):
        parse_form(TEXT.replace(old, new), "a-iii-1.toml")


def test_a_form_without_lines_or_with_lines_nested_too_deep_is_refused():
    head = TEXT[: TEXT.index("[[line]]")]
    with pytest.raises(Refused, match="M15"):
        parse_form(head, "x.toml")
    line = '[[line]]\ncode = "L{}"\n{}unit = "ha"\nkind = "flow"\nname = {{ vi = "Dòng", en = "Line" }}\n'
    chain = "".join(line.format(n, f'parent = "L{n - 1}"\n' if n else "") for n in range(10))
    with pytest.raises(Refused, match=r"line\[10\]: parent.*M17"):
        parse_form(head + chain, "x.toml")
    many = "".join(line.format(n, "") for n in range(301))
    with pytest.raises(Refused, match="M12"):
        parse_form(head + many, "x.toml")
