from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.congress import agendas as package
from nhiemky.core.congress.agenda import ItemKind, check_order, move, parse_agenda
from nhiemky.core.congress.agendas import agenda_templates
from nhiemky.core.problem import Refused

CELL = agenda_templates()["cell"]
TEXT = files(package).joinpath("cell.toml").read_text("utf-8")
CODES = [item.code for item in CELL.items]


def moved(code: str, position: int):
    try:
        return [item.code for item in move(CELL.items, code, position)]
    except Refused as refused:
        return [found.code for found in refused.problems]


@pytest.mark.parametrize("code", list(agenda_templates()))
def test_every_template_is_complete(code):
    for item in agenda_templates()[code].items:
        assert item.minutes > 0
        assert item.cite.document
        assert item.cite.article
        assert item.title.vi != item.title.en


def test_a_cell_congress_fits_in_a_day():
    assert sum(item.minutes for item in CELL.items) <= 8 * 60


def test_a_cell_elects_its_committee_then_the_secretary_then_the_deputy_by_separate_votes():
    elections = [item.code for item in CELL.items if item.kind == ItemKind.ELECTION]
    assert elections == ["elect_committee", "elect_secretary", "elect_deputy", "elect_delegates"]
    assert moved("elect_secretary", CODES.index("elect_committee") + 1) == ["C201"]


def test_the_action_programme_is_discussed_and_not_voted():
    assert next(item for item in CELL.items if item.code == "action_programme").kind == ItemKind.DISCUSSION


def test_items_that_do_not_depend_on_each_other_can_change_places():
    position = CODES.index("political_report") + 1
    assert moved("review_report", position)[position - 1 : position + 1] == ["review_report", "political_report"]


@pytest.mark.parametrize("code", ["flag_salute", "seats", "closing_salute"])
def test_moving_an_item_to_its_own_place_changes_nothing(code):
    assert move(CELL.items, code, CODES.index(code) + 1) == CELL.items


def test_an_item_moved_before_what_it_needs_is_refused_by_title():
    with pytest.raises(Refused) as refused:
        move(CELL.items, "resolution", CODES.index("draft_resolution") + 1)
    (problem,) = refused.value.problems
    assert "Trình bày dự thảo nghị quyết" in problem.sentence("vi")
    assert "Reading the draft resolution" in problem.sentence("en")
    assert problem.place == f"items.{CODES.index('draft_resolution') + 1}"


def test_an_item_moved_behind_what_needs_it_is_refused():
    assert moved("counting_committee", len(CODES)) == ["C201"]


@pytest.mark.parametrize(
    ("code", "position", "problem"), [("tea", 1, "C203"), ("seats", 0, "C204"), ("seats", 26, "C204")]
)
def test_a_move_that_makes_no_sense_is_refused(code, position, problem):
    assert moved(code, position) == [problem]


def test_an_item_left_out_binds_nobody():
    without = tuple(item for item in CELL.items if item.code not in {"superior_speech", "elect_deputy"})
    assert check_order(without) == ()


def test_an_item_stands_once():
    assert [p.code for p in check_order((*CELL.items, CELL.items[0]))] == ["C202"]


@given(st.sampled_from(CODES), st.integers(1, len(CODES)))
def test_whatever_is_moved_an_accepted_agenda_keeps_all_items_in_a_lawful_order(code, position):
    try:
        result = move(CELL.items, code, position)
    except Refused:
        return
    assert sorted(item.code for item in result) == sorted(CODES)
    assert result[position - 1].code == code
    for index, item in enumerate(result):
        assert not {later.code for later in result[index:]} & set(item.after)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('after = ["flag_salute"]', 'after = ["breakfast"]', "breakfast"),
        ("after = []", 'after = ["closing"]', "must come after"),
        ('kind = "ceremony"', 'kind = "party"', "party"),
    ],
)
def test_a_template_with_a_mistake_does_not_load(old, new, complaint):
    assert old in TEXT
    with pytest.raises(ValueError, match=complaint):
        parse_agenda(TEXT.replace(old, new, 1))
