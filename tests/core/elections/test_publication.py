"""What is published reads back as what was counted."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.election_file import ElectionFile, read_election
from nhiemky.core.elections.publication import count_files, election_toml
from nhiemky.core.elections.result_file import result_json
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import tally
from nhiemky.core.elections.validity import Mark, MarkedBallot
from nhiemky.core.problem import Refused

LINES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda text: text.strip() and len(text.splitlines()) == 1
)


def as_read(name):
    """Names that look the same on a ballot are one name."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@st.composite
def told(draw):
    names = draw(st.lists(LINES, min_size=1, max_size=5, unique_by=as_read))
    issued = draw(st.integers(0, 40))
    contest = Contest(
        title=draw(LINES),
        organisation=draw(LINES),
        rulebook=draw(st.sampled_from(list(rulebooks().values()))),
        seats=draw(st.integers(1, 9)),
        base=draw(st.integers(1, 400)),
        style=draw(st.sampled_from(BallotStyle)),
        candidates=printed_order(names),
        tie_revote=draw(st.booleans()),
    )
    return ElectionFile(contest, issued, draw(st.integers(0, issued)), draw(st.integers(1, 15)))


@given(told())
def test_an_election_is_read_as_it_was_written_whatever_its_words(election):
    assert read_election(election_toml(election), rulebooks()) == election


def test_two_texts_are_counted_like_the_ballots_they_hold():
    names = printed_order(["Lê Văn An", "Trần Thị Bình"])
    contest = Contest("Bầu", "Chi bộ", rulebooks()["party-244-2014"], 1, 3, BallotStyle.STRIKE, names)
    ballots = [MarkedBallot((Mark.CLEAR, Mark.STRUCK)), MarkedBallot((Mark.CLEAR, Mark.CLEAR))]
    text = json.dumps({"ballots": [{"marks": list(ballot.marks), "invalid": None} for ballot in ballots]})
    found = count_files(election_toml(ElectionFile(contest, 3, 2)), text, rulebooks())
    assert found.ballots == tuple(ballots)
    assert found.counted == tally(ballots, contest, issued=3)
    assert found.result == result_json(contest, found.counted)


def test_what_cannot_be_read_is_refused_with_its_number():
    with pytest.raises(Refused) as refused:
        count_files("= x", "{}", rulebooks())
    assert [problem.code for problem in refused.value.problems] == ["E101"]
