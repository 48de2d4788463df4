"""Forms say what is wrong beside the field and once more at the top, with a way there."""

import re

from django import forms
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.utils import translation


class Person(forms.Form):
    name = forms.CharField(label="full name", help_text="Surname first.")
    kind = forms.ChoiceField(label="kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")
    note = forms.CharField(label="note", required=False)


def test_an_error_stands_at_the_field_and_in_the_summary_that_links_to_it():
    with translation.override("en"):
        html = str(Person({"kind": "c", "sure": "on"}))
    assert "There are 2 problems to correct" in html
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html
    control = re.search(r'<input type="text" name="name"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in control
    described = re.search(r'aria-describedby="([^"]+)"', control)[1].split()
    assert described == ["id_name_helptext", "id_name_error"]
    for one in described:
        assert f'id="{one}"' in html


def test_labels_start_with_a_capital_and_say_what_is_optional():
    with translation.override("en"):
        html = str(Person()).replace("\n</label>", "</label>")
    assert '<label for="id_name">Full name</label>' in html
    assert '<label for="id_note">Note <span class="optional">(optional)</span></label>' in html
    assert "There is" not in html


def test_a_group_of_choices_is_a_fieldset_and_a_tick_has_its_label_behind_it():
    html = str(Person())
    assert re.search(r"<fieldset[^>]*><legend>Kind", html)
    assert html.index('type="checkbox"') < html.index("I am sure")


def test_what_djangos_vietnamese_lacks_is_said_in_vietnamese():
    class Choice(forms.Form):
        unit = forms.ChoiceField(choices=[("", BLANK_CHOICE_LABEL)])
        code = forms.SlugField()

    with translation.override("vi"):
        html = str(Choice({"code": "có dấu", "unit": ""}))
    assert "Select an option" not in html
    assert "Enter a valid" not in html
    assert "Chọn" in html
