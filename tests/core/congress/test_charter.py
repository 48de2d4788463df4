from fractions import Fraction

from nhiemky.core.congress.charter import charter
from nhiemky.core.sureness import Sureness


def test_every_rule_has_a_citation_a_sureness_and_both_languages():
    assert set(charter()) == {
        "quorum",
        "open_vote_majority",
        "notice_working_days",
        "term_months",
        "calling_margin_months",
    }
    for rule in charter().values():
        assert rule.cite.document
        assert rule.cite.article
        assert rule.title.vi != rule.title.en
        assert rule.note.vi != rule.note.en


def test_the_quorum_of_two_thirds_is_marked_as_unverified():
    assert charter()["quorum"].value == Fraction(2, 3)
    assert charter()["quorum"].sure == Sureness.UNVERIFIED
    assert charter()["open_vote_majority"].sure == Sureness.VERIFIED
