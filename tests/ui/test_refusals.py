from django import forms

from nhiemky.core.problem import Problem, Refused
from nhiemky.ui.refusals import act


class Form(forms.Form):
    name = forms.CharField()
    seats_left = forms.IntegerField(required=False)


def problem(place):
    return Problem("X101", place, "không được", "not possible")


def refusing(*places):
    def do(form):
        raise Refused(*map(problem, places))

    return do


def test_nothing_is_done_with_a_form_that_is_not_valid():
    done = []
    assert not act(Form({}), done.append)
    assert done == []


def test_a_valid_form_is_given_to_the_action():
    form, done = Form({"name": "An"}), []
    assert act(form, done.append)
    assert done == [form]


def test_a_refusal_stands_beside_its_field_or_above_the_form():
    form = Form({"name": "An"})
    assert not act(form, refusing("seats.left", "elsewhere", ""))
    assert form.errors == {
        "seats_left": ["không được (X101)"],
        "__all__": ["không được (X101)"] * 2,
    }


def test_a_room_may_tell_a_refusal_in_its_own_way():
    told = []
    assert not act(Form({"name": "An"}), refusing("name"), tell=lambda form, refused: told.append(refused.problems))
    assert told == [(problem("name"),)]
