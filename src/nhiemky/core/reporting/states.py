"""The way of a report: draft → submitted → returned or accepted. Accepted is final; a correction is a successor."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem
from nhiemky.core.reporting.findings import Finding
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.core.state_diagram import state_diagram


class ReportState(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class ReportEvent(StrEnum):
    """What can be done with a report. Correcting opens a successor draft; the accepted report itself stays."""

    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    CORRECT = "correct"


REPORT_STATES: Mapping[ReportState, Bilingual] = {
    ReportState.DRAFT: Bilingual("lưu nháp", "a draft"),
    ReportState.SUBMITTED: Bilingual("chờ duyệt", "submitted"),
    ReportState.RETURNED: Bilingual("yêu cầu chỉnh sửa", "returned"),
    ReportState.ACCEPTED: Bilingual("đã tiếp nhận", "accepted"),
}
REPORT_EVENTS: Mapping[ReportEvent, Bilingual] = {
    ReportEvent.EDIT: Bilingual("sửa", "edited"),
    ReportEvent.SUBMIT: Bilingual("gửi", "submitted"),
    ReportEvent.RETURN: Bilingual("trả lại", "returned"),
    ReportEvent.ACCEPT: Bilingual("tiếp nhận", "accepted"),
    ReportEvent.CORRECT: Bilingual("đính chính", "corrected"),
}
TRANSITIONS: Mapping[tuple[ReportState, ReportEvent], ReportState] = {
    (ReportState.DRAFT, ReportEvent.EDIT): ReportState.DRAFT,
    (ReportState.DRAFT, ReportEvent.SUBMIT): ReportState.SUBMITTED,
    (ReportState.RETURNED, ReportEvent.EDIT): ReportState.RETURNED,
    (ReportState.RETURNED, ReportEvent.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, ReportEvent.RETURN): ReportState.RETURNED,
    (ReportState.SUBMITTED, ReportEvent.ACCEPT): ReportState.ACCEPTED,
    (ReportState.ACCEPTED, ReportEvent.CORRECT): ReportState.ACCEPTED,
}


def move(state: ReportState, event: ReportEvent) -> ReportState | Problem:
    """The state after an event, or problem S01."""
    after = TRANSITIONS.get((state, event))
    return after or REPORTING_PROBLEMS.problem("S01", state=REPORT_STATES[state], event=REPORT_EVENTS[event])


def submit(state: ReportState, outstanding: Iterable[Finding]) -> ReportState | Problem:
    """Send a report in; S02 while findings stand in the way."""
    after = move(state, ReportEvent.SUBMIT)
    if not isinstance(after, Problem) and any(True for _ in outstanding):
        return REPORTING_PROBLEMS.problem("S02")
    return after


def accept(state: ReportState, submitted_by: str, accepted_by: str) -> ReportState | Problem:
    """Accept a report; S03 when the same person sent it."""
    after = move(state, ReportEvent.ACCEPT)
    if not isinstance(after, Problem) and submitted_by == accepted_by:
        return REPORTING_PROBLEMS.problem("S03")
    return after


def send_back(state: ReportState, reason: str) -> ReportState | Problem:
    """Return a report to its author; S04 without a reason."""
    after = move(state, ReportEvent.RETURN)
    if not isinstance(after, Problem) and not reason.strip():
        return REPORTING_PROBLEMS.problem("S04")
    return after


def diagram() -> str:
    """The states as drawn in docs/reference/reporting.md."""
    arrows = [(before, after, event) for (before, event), after in TRANSITIONS.items()]
    return state_diagram(ReportState.DRAFT, arrows)
