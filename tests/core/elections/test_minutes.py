import json
from dataclasses import replace

import pytest

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.minutes import (
    CandidateLine,
    CountingCommittee,
    Header,
    Proceedings,
    canonical_json,
    minutes_from_count,
)
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import Tally

NAMES = ("Trần Văn An", "Nguyễn Thị Bình", "Lê Văn Cường")
HELD = Contest("Bầu chi ủy", "Chi bộ", rulebooks()["party-244-2014"], 2, 28, BallotStyle.STRIKE, NAMES)
COUNTED = Tally(27, 27, 26, ((InvalidCode.TOO_MANY, 1),), (15, 25, 12))
HEADER = Header("Chi bộ Ban Quản lý", "VIII", "2020 - 2025", "Thái Nguyên", "2022-06-16")
PROCEEDINGS = Proceedings(
    legal_basis=("Quyết định 244-QĐ/TW",),
    counting_committee=CountingCommittee("Vũ Văn Hùng", ("Đỗ Thị Lan",)),
    convened=29,
    present=27,
    ended="2022-06-16T10:45:00+07:00",
    copies=2,
    presidium_signatory="Ngô Văn Minh",
)


def test_the_minutes_hold_every_field_of_the_form():
    minutes = minutes_from_count(HEADER, PROCEEDINGS, HELD, COUNTED, notes=("", "tái cử", ""))
    assert (minutes.convened, minutes.present, minutes.absent, minutes.base) == (29, 27, 2, 28)
    assert (minutes.issued, minutes.returned, minutes.valid, minutes.invalid) == (27, 27, 26, (("too_many", 1),))
    assert minutes.candidates == (
        CandidateLine(1, "Trần Văn An", "", 15, "53.57"),
        CandidateLine(2, "Nguyễn Thị Bình", "tái cử", 25, "89.29"),
        CandidateLine(3, "Lê Văn Cường", "", 12, "42.86"),
    )
    assert [line.name for line in minutes.elected] == ["Nguyễn Thị Bình", "Trần Văn An"]
    assert (minutes.outcome, minutes.tied, minutes.seats_left, minutes.needed) == ("elected", (), 0, 15)
    assert (minutes.rulebook, minutes.rulebook_version) == ("party-244-2014", "1")
    assert minutes.legal_basis == ("Quyết định 244-QĐ/TW",)
    assert (minutes.title, minutes.seats, minutes.copies) == ("Bầu chi ủy", 2, 2)
    assert minutes.counting_committee.head == "Vũ Văn Hùng"
    assert (minutes.header, minutes.presidium_signatory) == (HEADER, "Ngô Văn Minh")
    assert minutes.ended == "2022-06-16T10:45:00+07:00"


def test_an_unfinished_vote_says_how_many_seats_are_left():
    minutes = minutes_from_count(HEADER, PROCEEDINGS, HELD, replace(COUNTED, votes=(14, 25, 12)))
    assert (minutes.outcome, minutes.seats_left) == ("another_round", 1)
    minutes = minutes_from_count(HEADER, PROCEEDINGS, replace(HELD, seats=1), replace(COUNTED, votes=(20, 20, 1)))
    assert (minutes.outcome, minutes.tied, minutes.elected) == ("tie", NAMES[:2], ())


def test_canonical_json_is_the_same_text_for_the_same_facts_and_another_for_others():
    minutes = minutes_from_count(HEADER, PROCEEDINGS, HELD, COUNTED)
    text = canonical_json(minutes)
    assert text == canonical_json(minutes_from_count(HEADER, PROCEEDINGS, HELD, COUNTED))
    assert text != canonical_json(replace(minutes, copies=3))
    assert "Nguyễn Thị Bình" in text
    assert ": " not in text
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_contradictions_are_refused():
    with pytest.raises(ValueError, match="30 present"):
        minutes_from_count(HEADER, replace(PROCEEDINGS, present=30), HELD, COUNTED)
    with pytest.raises(ValueError):
        minutes_from_count(HEADER, PROCEEDINGS, HELD, COUNTED, notes=("a",))
