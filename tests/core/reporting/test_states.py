"""The way of a report."""

from pathlib import Path

import pytest

from nhiemky.core.problem import Problem
from nhiemky.core.reporting.states import (
    TRANSITIONS,
    ReportEvent,
    ReportState,
    accept,
    diagram,
    move,
    send_back,
    submit,
)

DRAFT, SUBMITTED, RETURNED, ACCEPTED = ReportState


def code(outcome):
    return outcome.code if isinstance(outcome, Problem) else outcome


def test_a_report_goes_from_draft_to_accepted_by_way_of_a_return():
    assert submit(DRAFT, []) is SUBMITTED
    assert send_back(SUBMITTED, "Thiếu số lao động") is RETURNED
    assert submit(RETURNED, []) is SUBMITTED
    assert accept(SUBMITTED, "accountant", "officer") is ACCEPTED


def test_findings_stop_a_submission():
    assert code(submit(DRAFT, [object()])) == "S02"


def test_nobody_accepts_a_report_of_their_own():
    assert code(accept(SUBMITTED, "officer", "officer")) == "S03"


def test_a_return_needs_a_reason():
    assert code(send_back(SUBMITTED, "  ")) == "S04"


@pytest.mark.parametrize("event", [event for event in ReportEvent if event is not ReportEvent.CORRECT])
def test_an_accepted_report_does_not_change(event):
    assert code(move(ACCEPTED, event)) == "S01"


def test_an_accepted_report_is_corrected_by_a_successor_only():
    assert move(ACCEPTED, ReportEvent.CORRECT) is ACCEPTED
    assert all(code(move(state, ReportEvent.CORRECT)) == "S01" for state in (DRAFT, SUBMITTED, RETURNED))


def test_a_wrong_state_is_told_before_anything_else():
    assert code(submit(ACCEPTED, [object()])) == "S01"
    assert code(accept(DRAFT, "officer", "officer")) == "S01"
    assert code(send_back(DRAFT, "")) == "S01"


def test_the_state_is_named_in_each_language():
    refused = move(ACCEPTED, ReportEvent.EDIT)
    assert isinstance(refused, Problem)
    assert refused.vi == "báo cáo đang ở trạng thái “đã tiếp nhận” nên không thể sửa"
    assert refused.en == "a report that is accepted cannot be edited"


def test_the_states_are_drawn_in_the_documentation():
    page = Path(__file__).parents[3] / "docs" / "reference" / "reporting.md"
    assert f"```mermaid\n{diagram()}\n```" in page.read_text("utf-8")
    assert diagram().count("-->") == len(TRANSITIONS) + 1
