import re

import pytest

from nhiemky.core.congress.problems import CONGRESS_PROBLEMS


@pytest.mark.parametrize("code", CONGRESS_PROBLEMS.sentences)
def test_every_congress_problem_is_numbered_and_a_whole_sentence(code):
    sentence = CONGRESS_PROBLEMS.sentences[code]
    assert re.fullmatch(r"C[1-5]\d\d", code)
    assert sentence.vi.endswith(".")
    assert sentence.en.endswith(".")
