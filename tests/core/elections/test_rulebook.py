import tomllib
from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest

from nhiemky.core.elections import rulebooks as package
from nhiemky.core.elections.rulebook import (
    STATUS_NAMES,
    BallotStyle,
    Exclusion,
    InvalidCode,
    MemberStatus,
    parse_rulebook,
)
from nhiemky.core.elections.rulebooks import rulebooks, suggested
from nhiemky.core.sureness import Sureness

NAMES = ["party-190-2024", "party-244-2014"]


def text(name: str) -> str:
    return files(package).joinpath(f"{name}.toml").read_text("utf-8")


def test_both_generations_are_held_oldest_first():
    assert list(rulebooks()) == ["party-244-2014", "party-190-2024"]


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_has_a_citation_a_sureness_and_both_languages(name):
    book = rulebooks()[name]
    rules = book.named_rules()
    assert len(rules) == len(tomllib.loads(text(name))["rules"]) + len(InvalidCode)
    for key, rule in rules:
        assert rule.cite.document, key
        assert rule.cite.article, key
        assert rule.sure in Sureness, key
        assert rule.title.vi != rule.title.en, key
        assert rule.note.vi != rule.note.en, key


@pytest.mark.parametrize("name", NAMES)
def test_what_nobody_could_verify_says_so(name):
    rules = dict(rulebooks()[name].named_rules())
    assert rules["tie"].sure == Sureness.UNVERIFIED
    assert rules["invalid.no_box"].sure == Sureness.UNVERIFIED
    assert rules["majority"].sure == Sureness.VERIFIED


@pytest.mark.parametrize("name", NAMES)
def test_the_base_leaves_out_four_kinds_of_members(name):
    assert set(rulebooks()[name].majority_exclusions.value) == set(Exclusion)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("base", "needed"), [(1, 1), (2, 2), (11, 6), (27, 14), (28, 15), (29, 15)])
def test_more_than_half_is_needed(name, base, needed):
    assert rulebooks()[name].needed(base) == needed


def test_only_the_newer_rules_ask_for_thirty_per_cent_support_from_the_floor():
    assert rulebooks()["party-244-2014"].floor_support.value is None
    assert rulebooks()["party-190-2024"].floor_support.value == Fraction(3, 10)


@pytest.mark.parametrize("name", NAMES)
def test_boxes_make_only_single_name_agree_ballots_invalid(name):
    book = rulebooks()[name]
    common = {InvalidCode.NOT_ISSUED, InvalidCode.OUTSIDE_NAME, InvalidCode.STRAY_MARK, InvalidCode.TOO_MANY}
    several = common | {InvalidCode.NONE_CHOSEN}
    assert set(book.invalidities(BallotStyle.STRIKE, 1)) == common
    assert set(book.invalidities(BallotStyle.STRIKE, 2)) == several
    assert set(book.invalidities(BallotStyle.AGREE, 2)) == several
    assert set(book.invalidities(BallotStyle.AGREE, 1)) == common | {InvalidCode.BOTH_BOXES, InvalidCode.NO_BOX}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2014, 6, 8), None),
        (date(2014, 6, 9), "party-244-2014"),
        (date(2022, 6, 16), "party-244-2014"),
        (date(2024, 10, 9), "party-244-2014"),
        (date(2024, 10, 10), "party-190-2024"),
        (date(2025, 6, 1), "party-190-2024"),
    ],
)
def test_a_date_suggests_the_rulebook_in_force(day, name):
    book = suggested(day)
    assert (book.name if book else None) == name


def test_the_reasons_of_invalid_ballots_can_be_read():
    assert "Bầu nhiều hơn" in rulebooks()["party-244-2014"].reason(InvalidCode.TOO_MANY).vi


def test_every_status_has_a_name():
    assert set(STATUS_NAMES) == set(MemberStatus)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[rules.majority]", "[rules.majority_share]", "majority"),
        ('value = "1/2"', 'value = "3/2"', "majority"),
        ('value = "1/2"', 'value = "1/1"', "share between 0 and 1"),
        ('value = "1/2"', 'value = "0/1"', "share between 0 and 1"),
        ("[rules.majority]", "[rules.weather]\nvalue = 1\n\n[rules.majority]", "unknown in party-244-2014: weather"),
        ("value = 6\n", "value = 0\n", "ballot_retention_months"),
        ("value = 6\n", "value = true\n", "ballot_retention_months"),
        ("value = false\n", 'value = "no"\n', "outgoing_outside_list"),
        ("seats_from = 3", "from = 3", "surplus_small_list"),
        ('"temporary_elsewhere"', '"on_holiday"', "majority_exclusions"),
        ('sure = "unverified"', 'sure = "certain"', "certain"),
        ('code = "no_box"', 'code = "both_boxes"', "each invalid code once"),
        ('lists = "several"', 'lists = "many"', "lists"),
    ],
)
def test_a_rulebook_with_a_mistake_does_not_load(old, new, complaint):
    good = text("party-244-2014")
    assert old in good
    with pytest.raises(ValueError, match=complaint):
        parse_rulebook(good.replace(old, new, 1))
