import re

import pytest

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.elections.problems import ELECTION_PROBLEMS, problem


@pytest.mark.parametrize("code", ELECTION_PROBLEMS.sentences)
def test_every_problem_is_numbered_and_a_whole_sentence(code):
    sentence = ELECTION_PROBLEMS.sentences[code]
    assert re.fullmatch(r"E[1-5]\d\d", code)
    assert sentence.vi.endswith(".")
    assert sentence.en.endswith(".")


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
