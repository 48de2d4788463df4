import json

import pytest

from nhiemky.core.elections.ballots_file import read_ballots, read_rows
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.election_file import ElectionFile
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.validity import Mark, MarkedBallot, RuledInvalid
from nhiemky.core.problem import Refused


def election(style: str = "strike", names: int = 2, returned: int = 1) -> ElectionFile:
    candidates = ("Lê An", "Vũ Bình")[:names]
    book = rulebooks()["party-244-2014"]
    return ElectionFile(Contest("Bầu", "Chi bộ", book, 1, 9, BallotStyle(style), candidates), 9, returned)


def problems(row: object, **kind) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        read_ballots([row], election(**kind))
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_ballots_are_read_with_their_rulings():
    rows = read_rows(
        '{"ballots": [{"marks": ["clear", "struck"], "invalid": null}, {"marks": ["clear", "clear"]},'
        ' {"marks": ["clear", "unsure"], "invalid": "stray_mark"}]}'
    )
    assert isinstance(rows, list)
    assert read_ballots(rows, election(returned=3)) == (
        MarkedBallot((Mark.CLEAR, Mark.STRUCK)),
        MarkedBallot((Mark.CLEAR, Mark.CLEAR)),
        RuledInvalid(InvalidCode.STRAY_MARK),
    )


def test_no_ballots_at_all_can_be_counted():
    assert read_ballots([], election(returned=0)) == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("clear", [("E203", "ballots.1")]),
        ({"invalid": None}, [("E203", "ballots.1")]),
        ({"marks": ["clear", "struck"], "invaild": "x"}, [("E204", "ballots.1.invaild")]),
        ({"marks": ["clear"]}, [("E205", "ballots.1.marks")]),
        ({"marks": ["clear"], "invalid": "stray_mark"}, [("E205", "ballots.1.marks")]),
        ({"marks": "clear"}, [("E205", "ballots.1.marks")]),
        ({"marks": ["clear", "agree"]}, [("E206", "ballots.1.marks.2")]),
        ({"marks": ["clear", 1]}, [("E206", "ballots.1.marks.2")]),
        ({"marks": ["clear", []]}, [("E206", "ballots.1.marks.2")]),
        ({"marks": ["clear", "agree"], "invalid": "stray_mark"}, [("E206", "ballots.1.marks.2")]),
        ({"marks": ["unsure", "unsure"]}, [("E207", "ballots.1.marks.1"), ("E207", "ballots.1.marks.2")]),
        ({"marks": ["clear", "struck"], "invalid": "torn"}, [("E208", "ballots.1.invalid")]),
        ({"marks": ["clear", "struck"], "invalid": False}, [("E208", "ballots.1.invalid")]),
        ({"marks": ["clear", "struck"], "invalid": []}, [("E208", "ballots.1.invalid")]),
        ({"marks": ["clear", "struck"], "invalid": "both_boxes"}, [("E209", "ballots.1.invalid")]),
    ],
)
def test_each_mistake_has_its_number_and_place(row, expected):
    assert problems(row) == expected


def test_a_box_reason_fits_only_a_single_name_agree_ballot():
    single = {"marks": ["both"], "invalid": "both_boxes"}
    assert read_ballots([single], election("agree", 1)) == (RuledInvalid(InvalidCode.BOTH_BOXES),)
    assert problems({"marks": ["both", "agree"], "invalid": "both_boxes"}, style="agree") == [
        ("E209", "ballots.1.invalid")
    ]


def test_the_sentence_names_the_ballot_and_the_name():
    with pytest.raises(Refused) as refused:
        read_ballots([{"marks": ["clear", "struck"]}, {"marks": ["clear", "unsure"]}], election(returned=2))
    assert refused.value.problems[0].sentence("vi").startswith("Phiếu 2, tên thứ 2:")
    assert refused.value.problems[0].sentence("en").startswith("Ballot 2, name 2:")


def test_the_number_of_ballots_must_be_the_number_returned_and_all_mistakes_come_at_once():
    bad = {"marks": []}
    with pytest.raises(Refused) as refused:
        read_ballots([bad, bad], election(returned=3))
    assert [problem.code for problem in refused.value.problems] == ["E205", "E205", "E210"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E201"),
        ('{"ballots": [', "E201"),
        ("[" * 100_000, "E201"),
        ('{"ballots": [], "ballots": []}', "E201"),
        ('{"ballots": [{"invalid": null, "invalid": null}]}', "E201"),
        ("[]", "E202"),
        ('{"ballots": {}}', "E202"),
        ('{"ballots": [], "pages": []}', "E202"),
        ("{}", "E202"),
    ],
)
def test_text_that_is_not_a_ballots_file_is_refused(text, code):
    with pytest.raises(Refused) as refused:
        read_rows(text)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_rows_are_given_as_they_stand():
    assert read_rows(json.dumps({"ballots": [1, "x"]})) == [1, "x"]


def test_a_file_of_another_kind_is_left_after_a_thousand_problems():
    with pytest.raises(Refused) as refused:
        read_ballots([{}] * 3000, election(returned=3000))
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["E203"] * 1000 + ["E211"]
    assert "1000" in refused.value.problems[-1].sentence("en")


def test_an_object_of_very_many_keys_is_read_in_one_pass():
    keys = ", ".join(f'"{number}": 0' for number in range(200_000))
    with pytest.raises(Refused) as refused:
        read_rows("{" + keys + "}")
    assert [problem.code for problem in refused.value.problems] == ["E202"]
