import json

from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.ballots.assembly import Incomplete, Whole, assemble, ballots_json
from nhiemky.core.ballots.reading import Ink, MarkReading, PageReading, ReadMark, Status
from nhiemky.core.elections.ballots_file import read_rows
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Mark, MarkedBallot, RuledInvalid


def mark(candidate, said=ReadMark.CLEAR):
    return MarkReading(candidate, said, 0.99, Ink.NOTHING, said, said)


def sheet(number, *candidates, reasons=()):
    status = Status.NEEDS_EYES if reasons else Status.READ
    return PageReading(status, reasons, number, tuple(map(mark, candidates)))


def refused(reason="missing_marker"):
    return PageReading(Status.REFUSED, (reason,), None, ())


FIRST, SECOND, THIRD = sheet(1, 0, 1), sheet(2, 2, 3), sheet(3, 4)


def made(pages, sheets=2):
    return [(type(group).__name__, group.pages) for group in assemble(pages, sheets)]


def test_each_page_of_one_sheet_is_a_ballot():
    assert list(assemble([FIRST, FIRST], 1)) == [Whole((0,), FIRST.marks, ()), Whole((1,), FIRST.marks, ())]


def test_sheets_that_follow_each_other_make_a_ballot_with_all_marks_and_reasons():
    seen = sheet(2, 2, 3, reasons=("unsure_mark", "stray_ink"))
    (whole,) = assemble([sheet(1, 1, 0, reasons=("unsure_mark",)), seen, THIRD], 3)
    assert [mark.candidate for mark in whole.marks] == [0, 1, 2, 3, 4]
    assert (whole.pages, whole.reasons) == ((0, 1, 2), ("unsure_mark", "stray_ink"))


def test_a_missing_sheet_breaks_its_own_ballot_only():
    assert list(assemble([FIRST, FIRST, SECOND, SECOND, FIRST, SECOND], 2)) == [
        Incomplete((0,), (2,)),
        Whole((1, 2), FIRST.marks + SECOND.marks, ()),
        Incomplete((3,), (1,)),
        Whole((4, 5), FIRST.marks + SECOND.marks, ()),
    ]


def test_sheets_in_the_wrong_order_are_not_put_right():
    assert made([FIRST, THIRD, SECOND, FIRST, SECOND, THIRD], 3) == [("Incomplete", (0, 1, 2)), ("Whole", (3, 4, 5))]


def test_a_refused_page_is_named_alone_or_with_the_ballot_it_lies_in():
    assert made([FIRST, refused(), FIRST, refused(), refused()], 1) == [
        ("Whole", (0,)),
        ("Incomplete", (1,)),
        ("Whole", (2,)),
        ("Incomplete", (3,)),
        ("Incomplete", (4,)),
    ]
    assert next(assemble([FIRST, refused("not_our_form"), FIRST, SECOND], 2)) == Incomplete((0, 1), (2,))
    assert made([FIRST, refused(), SECOND, FIRST, SECOND]) == [
        ("Incomplete", (0, 1)),
        ("Incomplete", (2,)),
        ("Whole", (3, 4)),
    ]


def test_blank_backs_and_copies_lie_anywhere():
    blank, copy = refused("blank_page"), refused("same_image")
    assert made([blank, FIRST, blank, SECOND, copy, copy, FIRST, copy, SECOND, blank]) == [
        ("Whole", (1, 3)),
        ("Whole", (6, 8)),
    ]


@given(
    st.lists(st.tuples(st.sampled_from(["right", "lost", "refused", "foreign"]), st.integers(1, 3)), max_size=12),
    st.integers(2, 3),
)
def test_one_fault_a_ballot_never_pairs_two_voters(voters, sheets):
    pages, whose = [], []
    for voter, (fault, place) in enumerate(voters):
        for number in range(1, sheets + 1):
            hit = number == min(place, sheets)
            # Only a first sheet may be lost here: the last and the next voter's first cannot be told from one ballot.
            if hit and fault == "lost" and number == 1:
                continue
            pages.append(refused() if hit and fault == "refused" else sheet(number, number))
            whose.append(voter)
            if hit and fault == "foreign":
                pages.append(refused("not_our_form"))
                whose.append(None)
    groups = list(assemble(pages, sheets))
    assert sorted(page for group in groups for page in group.pages) == list(range(len(pages)))
    wholes = [group for group in groups if isinstance(group, Whole)]
    assert all(len({whose[page] for page in group.pages}) == 1 for group in wholes)
    right = sum(fault == "right" for fault, _ in voters)
    assert len(wholes) >= right


def test_ballots_are_written_in_the_order_given_as_the_count_takes_them():
    marked = MarkedBallot((Mark.STRUCK, Mark.CLEAR))
    text = ballots_json([marked, RuledInvalid(InvalidCode.STRAY_MARK)], 2)
    assert text == (
        '{"ballots": [\n'
        '{"marks": ["struck", "clear"], "invalid": null},\n'
        '{"marks": ["unsure", "unsure"], "invalid": "stray_mark"}\n'
        "]}\n"
    )
    assert read_rows(text) == json.loads(text)["ballots"]
    assert read_rows(ballots_json([], 2)) == []
