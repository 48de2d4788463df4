"""Problems are said in the reader's language, with names instead of codes."""

import pytest
from django.utils import translation

from nhiemky.core.resolution.states import ResolutionEvent, ResolutionState, move
from nhiemky.resolution.problems import PROBLEMS, sentence


@pytest.mark.parametrize("code", PROBLEMS.sentences)
def test_each_problem_is_said_in_both_languages(code):
    vi, en = PROBLEMS.sentences[code]
    assert vi.strip()
    assert en.strip()
    assert vi != en


def test_a_step_that_is_not_possible_names_the_state():
    found = move(ResolutionState.DRAFT, ResolutionEvent.SUPERSEDE)
    for language, word in (("vi", "dự thảo"), ("en", "draft")):
        with translation.override(language):
            assert word in sentence(found)
