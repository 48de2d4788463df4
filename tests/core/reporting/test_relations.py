"""Which lines of forms agree, which are parts of others, what tells how large a reporter is: data, read strictly."""

import pytest

from nhiemky.core.problem import Refused
from nhiemky.core.reporting.relations import Agreement, Part, Relations, Size, parse_relations, relations
from nhiemky.core.reporting.shipped import shipped_forms

YEARLY, QUARTERLY = (
    Agreement(form, "year", other, "ytd", "Q4", ("I",), "x") for form, other in (("A.III.2", "A.III.1"), ("B", "C"))
)
MADE = Relations((YEARLY, QUARTERLY), (Part(("B",), "V.1", "V", "x"),), (Size(("A", "B"), "V", ("I",)),))


def test_a_form_has_its_own_agreements_and_no_others() -> None:
    assert MADE.agreements_of("A.III.2") == (YEARLY,)
    assert MADE.agreements_of("A.III.1") == ()


def test_a_forms_size_is_told_by_what_names_it() -> None:
    assert MADE.size_of("B") == MADE.sizes[0]
    assert MADE.size_of("C") is None


def test_shipped_relations_name_lines_and_columns_that_their_forms_have() -> None:
    lines: dict[str, set[str]] = {}
    columns: dict[str, set[str]] = {}
    for form in shipped_forms().values():
        lines.setdefault(form.code, set()).update(line.code for line in form.lines)
        columns.setdefault(form.code, set()).update(column.code for column in form.columns)
    found = relations()
    assert found.agreements
    for each in found.agreements:
        assert set(each.lines) <= lines[each.form] & lines[each.with_form]
        assert each.column in columns[each.form]
        assert each.with_column in columns[each.with_form]
    for part in found.parts:
        assert all({part.line, part.of} <= lines[form] for form in part.forms)
    for size in found.sizes:
        assert all({size.line, *size.lines} <= lines[form] for form in size.forms)
        assert all(found.size_of(form) == size for form in size.forms)


def test_an_unknown_table_is_refused_with_the_file() -> None:
    assert parse_relations("") == Relations((), (), ())
    with pytest.raises(Refused) as caught:
        parse_relations("[[agreements]]")
    assert ["relations.toml" in problem.place for problem in caught.value.problems] == [True]
