"""Problems are said in both languages, with names instead of codes."""

import pytest
from django.utils import translation

from nhiemky.core.elections.candidacy import FloorNomination, Person, check_nominations
from nhiemky.core.elections.rulebook import MemberStatus
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.elections.problems import RULES
from nhiemky.ui.language import say


@pytest.mark.parametrize("book", rulebooks().values(), ids=lambda book: book.name)
def test_each_rule_behind_a_problem_stands_in_every_rulebook(book):
    assert set(RULES.values()) <= dict(book.named_rules()).keys()


@pytest.mark.parametrize(("language", "wanted"), [("vi", "đảng viên dự bị"), ("en", "probationary member")])
def test_a_members_status_is_named(language, wanted):
    person = Person("1", "Lê Văn An", MemberStatus.PROBATIONARY)
    nomination = FloorNomination(person, None, 20)
    (found, *_rest) = check_nominations([nomination], rulebooks()["party-244-2014"], attending=28)
    with translation.override(language):
        assert wanted in say(found)
