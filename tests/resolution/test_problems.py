"""Problems are said in the reader's language, with names instead of codes."""

from django.utils import translation

from nhiemky.core.resolution.states import ResolutionEvent, ResolutionState, move
from nhiemky.resolution.problems import sentence


def test_a_step_that_is_not_possible_names_the_state():
    found = move(ResolutionState.DRAFT, ResolutionEvent.SUPERSEDE)
    for language, word in (("vi", "dự thảo"), ("en", "draft")):
        with translation.override(language):
            assert word in sentence(found)
