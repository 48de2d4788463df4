import re
from string import Formatter

import pytest

from nhiemky.core.congress.problems import CONGRESS_PROBLEMS


@pytest.mark.parametrize("code", CONGRESS_PROBLEMS.templates)
def test_every_congress_problem_is_numbered_and_says_the_same_in_both_languages(code):
    template = CONGRESS_PROBLEMS.templates[code]
    assert re.fullmatch(r"C[1-5]\d\d", code)
    vi, en = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in (template.vi, template.en))
    assert vi == en
    assert template.vi.endswith(".")
    assert template.en.endswith(".")
