from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.outcome import outcome, percent_of_base
from nhiemky.core.elections.result_file import outcome_record
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import Tally, tally
from nhiemky.core.elections.validity import MARKS, Mark, MarkedBallot, RuledInvalid
from tests.oracles import elections as oracle

NAMES = printed_order(["Lê Văn An", "Trần Thị Bình", "Ngô Văn Cường", "Đỗ Thị Dung", "Bùi Văn Đức", "Vũ Thị Hà"])


@st.composite
def votes_held(draw):
    names = draw(st.integers(1, 6))
    style = draw(st.sampled_from(list(BallotStyle)))
    book = rulebooks()[draw(st.sampled_from(sorted(rulebooks())))]
    held = Contest("Bầu", "Chi bộ", book, draw(st.integers(1, 6)), draw(st.integers(1, 20)), style, NAMES[:names])
    marked = st.lists(st.sampled_from(MARKS[style]), min_size=names, max_size=names).map(tuple).map(MarkedBallot)
    ruled = st.sampled_from(book.invalidities(style, names)).map(RuledInvalid)
    return held, draw(st.lists(st.one_of(marked, marked, ruled), max_size=20))


def test_ballots_are_added_up_and_reasons_stand_in_the_rulebooks_order():
    held = Contest("Bầu", "Chi bộ", rulebooks()["party-244-2014"], 1, 5, BallotStyle.STRIKE, NAMES[:2])
    ballots = [
        MarkedBallot((Mark.CLEAR, Mark.STRUCK)),
        MarkedBallot((Mark.CLEAR, Mark.CLEAR)),
        RuledInvalid(InvalidCode.NOT_ISSUED),
        MarkedBallot((Mark.STRUCK, Mark.CLEAR)),
        MarkedBallot((Mark.CLEAR, Mark.STRUCK)),
    ]
    invalid = ((InvalidCode.NOT_ISSUED, 1), (InvalidCode.TOO_MANY, 1))
    assert tally(ballots, held, issued=6) == Tally(issued=6, returned=5, valid=3, invalid=invalid, votes=(2, 1))


@given(votes_held(), st.randoms())
def test_the_order_of_ballots_changes_nothing(vote, random):
    held, ballots = vote
    shuffled = random.sample(ballots, len(ballots))
    assert tally(ballots, held, issued=20) == tally(shuffled, held, issued=20)


@given(votes_held())
def test_votes_never_exceed_what_valid_ballots_can_give(vote):
    held, ballots = vote
    counted = tally(ballots, held, issued=20)
    assert counted.valid + sum(number for _, number in counted.invalid) == counted.returned == len(ballots)
    assert sum(counted.votes) <= counted.valid * held.seats
    assert max(counted.votes) <= counted.valid


@given(votes_held())
def test_a_whole_count_agrees_with_the_second_implementation(vote):
    held, ballots = vote
    rows = [
        {"marks": ["struck"] * len(held.candidates), "invalid": str(ballot.code)}
        if isinstance(ballot, RuledInvalid)
        else {"marks": [str(mark) for mark in ballot.marks], "invalid": None}
        for ballot in ballots
    ]
    counted = tally(ballots, held, issued=20)
    second = oracle.count(list(held.candidates), rows, held.seats, held.base)
    assert counted.valid == second["valid"]
    assert dict(counted.invalid) == second["invalid"]
    assert dict(zip(held.candidates, counted.votes, strict=True)) == second["votes"]
    assert [percent_of_base(v, held.base) for v in counted.votes] == list(second["percent"].values())
    assert tuple(outcome_record(outcome(held, counted.votes)).values()) == second["outcome"]
