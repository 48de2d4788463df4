import json

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.outcome import AnotherRound, Elected, Tie
from nhiemky.core.elections.result_file import outcome_record, result_json
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import Tally

NAMES = ("Lê An", "Vũ Bình", "Đỗ Dung")


def held(*, tie_revote: bool = False) -> Contest:
    book = rulebooks()["party-244-2014"]
    return Contest("Bầu", "Chi bộ", book, 1, 28, BallotStyle.STRIKE, NAMES, tie_revote)


def test_the_result_holds_exactly_the_fields_of_the_contract():
    counted = Tally(28, 27, 26, ((InvalidCode.TOO_MANY, 1),), (5, 20, 1))
    text = result_json(held(), counted)
    assert text.endswith("}\n")
    assert "Vũ Bình" in text
    assert json.loads(text) == {
        "issued": 28,
        "returned": 27,
        "valid": 26,
        "invalid": {"too_many": 1},
        "votes": [
            {"name": "Lê An", "votes": 5, "percent_of_base": "17.86"},
            {"name": "Vũ Bình", "votes": 20, "percent_of_base": "71.43"},
            {"name": "Đỗ Dung", "votes": 1, "percent_of_base": "3.57"},
        ],
        "base": 28,
        "needed": 15,
        "outcome": {"kind": "elected", "elected": ["Vũ Bình"], "tied": [], "seats_left": 0},
        "rulebook": {"name": "party-244-2014", "version": "1"},
    }


def test_a_revote_that_needs_no_majority_says_so():
    assert json.loads(result_json(held(tie_revote=True), Tally(28, 27, 27, (), (5, 5, 1))))["needed"] is None


def test_each_outcome_has_its_kind():
    assert outcome_record(Elected(("An",))) == {"kind": "elected", "elected": ["An"], "tied": [], "seats_left": 0}
    assert outcome_record(Tie(("An",), ("Bình", "Cúc"), 1)) == {
        "kind": "tie",
        "elected": ["An"],
        "tied": ["Bình", "Cúc"],
        "seats_left": 1,
    }
    assert outcome_record(AnotherRound((), 2)) == {"kind": "another_round", "elected": [], "tied": [], "seats_left": 2}
