import re
from string import Formatter

import pytest

from nhiemky.core.elections.bilingual import Bilingual, listed
from nhiemky.core.elections.problems import ELECTION_PROBLEMS, ProblemCatalogue, problem


@pytest.mark.parametrize("code", ELECTION_PROBLEMS.templates)
def test_every_problem_is_numbered_and_says_the_same_numbers_in_both_languages(code):
    template = ELECTION_PROBLEMS.templates[code]
    assert re.fullmatch(r"E[1-5]\d\d", code)
    vi, en = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in (template.vi, template.en))
    assert vi == en
    assert template.vi.endswith(".")
    assert template.en.endswith(".")


def test_a_problem_fills_its_sentence_and_says_bilingual_values_in_the_same_language():
    found = problem("E402", "candidates.1", name="An", status=Bilingual("dự bị", "probationary"))
    assert found.sentence("vi") == "An không được đề cử người khác: là dự bị."
    assert found.sentence("en") == "An may not nominate: status: probationary."


def test_a_value_never_breaks_the_sentence_into_lines():
    assert problem("E103", "x", field="a\nb").sentence("en").splitlines() == [
        "There is no field named “a b”; remove it or correct its name."
    ]


def test_an_unknown_code_is_refused():
    with pytest.raises(KeyError):
        problem("E999")


def test_a_catalogue_needs_both_languages():
    with pytest.raises(KeyError):
        ProblemCatalogue.from_toml('[E1]\nvi = "Sai."')
    with pytest.raises(ValueError):
        ProblemCatalogue.from_toml('[E1]\nvi = "Sai."\nen = " "')


def test_texts_are_listed_and_none_is_a_dash():
    assert listed([Bilingual("một", "one"), Bilingual("hai", "two")]) == Bilingual("một, hai", "one, two")
    assert listed([]) == Bilingual("—", "—")
