"""Fields read numbers as a Vietnamese office writes them, and never guess."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from nhiemky.organisation.models import Member
from nhiemky.ui.fields import MoneyField, NumberField, WholeNumberField, YearField, model_field


class Amounts(forms.Form):
    share = NumberField(label="share", places=2, least=0, most=100)
    count = WholeNumberField(label="count", required=False)
    capital = MoneyField(label="capital", currency="VND", required=False)


def one(field, text):
    return Amounts({"share": "1", field: text})


@pytest.mark.parametrize(
    ("text", "value"),
    [("62,5", Decimal("62.5")), (" 0 ", Decimal(0)), ("100", Decimal(100)), ("05", Decimal(5))],
)
def test_a_number_is_read_with_its_comma(text, value):
    form = one("share", text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["share"] == value


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("share", "62.5", "VI-03"),
        ("share", "1,234", "VI-02"),
        ("share", "nhiều", "VI-01"),
        ("share", "1,2345", "places"),
        ("share", "100,01", "most"),
        ("share", "-1", "least"),
        ("share", "", "required"),
        ("count", "1,5", "places"),
        ("count", "-1", "least"),
        ("capital", "1,5", "places"),
    ],
)
def test_what_is_no_such_number_is_refused_with_its_code(field, text, code):
    form = one(field, text)
    assert [error.code for error in form.errors.as_data()[field]] == [code]
    assert str(form[field].value()) == text


def test_the_error_is_said_in_the_language_of_the_page():
    with translation.override("en"):
        assert "point in the wrong place" in str(one("share", "62.5").errors["share"])
    with translation.override("vi"):
        assert "dấu chấm sai chỗ" in str(one("share", "62.5").errors["share"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_stored_number_is_shown_as_it_would_be_typed(language):
    with translation.override(language):
        form = Amounts(initial={"share": Decimal("62.50"), "capital": 43_500_000})
        assert 'value="62,5"' in str(form["share"])
        assert 'value="43.500.000"' in str(form["capital"])


def test_a_count_is_an_int():
    form = one("count", "1.234")
    assert form.is_valid()
    assert form.cleaned_data["count"] == 1234
    assert isinstance(form.cleaned_data["count"], int)


def test_a_year_is_written_without_a_point():
    class Years(forms.Form):
        first = YearField(least=1990)

    assert 'value="2022"' in str(Years(initial={"first": 2022})["first"])
    refused = Years({"first": "1989"})
    assert "1990" in str(refused.errors["first"])
    assert Years({"first": "1990"}).is_valid()


def test_a_form_knows_what_changed():
    unchanged = Amounts({"share": "62,50"}, initial={"share": Decimal("62.5")})
    changed = Amounts({"share": "62,51"}, initial={"share": Decimal("62.5")})
    assert (unchanged.has_changed(), changed.has_changed()) == (False, True)


def test_the_day_of_a_model_has_the_browsers_picker():
    field = model_field(Member._meta.get_field("born_on"))
    assert 'type="date"' in field.widget.render("born_on", date(1980, 2, 5))
    assert 'value="1980-02-05"' in field.widget.render("born_on", date(1980, 2, 5))


def test_a_number_with_fifty_digits_is_judged_like_any_other():
    field = NumberField(places=2)
    assert field.clean("1" * 50) == Decimal("1" * 50)
    with pytest.raises(forms.ValidationError):
        field.clean("1" * 50 + ",123")
    assert field.clean("1,2300") == Decimal("1.23")
