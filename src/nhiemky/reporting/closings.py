"""Which forms and periods a board has closed: nothing of them is filed or accepted until they are reopened."""

from collections.abc import Iterable, Mapping

from nhiemky.organisation.models import Unit
from nhiemky.reporting.models import Closing, Report
from nhiemky.reporting.problems import REPORT_PROBLEMS

type _Key = tuple[int, str, str]


def closed(boards: Iterable[int]) -> dict[_Key, Closing]:
    """The closings in force at boards of these numbers, by board, form and period. One query."""
    rows = Closing.objects.filter(board__in=list(boards), reopened_at=None).select_related("closed_by", "board")
    return {(each.board_id, each.form, each.period): each for each in rows}


def refuse_closed(board: Unit, form: str, period: str) -> None:
    """Raise Refused P11 when the board has closed the form for the period. One query."""
    refuse_of(closed([board.pk]), board, form, period)


def refuse_closed_report(report: Report) -> None:
    """The same for a report."""
    refuse_closed(report.receiver, report.form, report.period)


def refuse_of(shut: Mapping[_Key, Closing], board: Unit, form: str, period: str) -> None:
    """The same with the closings that were read already (see `closed`). No query."""
    found = shut.get((board.pk, form, period))
    if found is not None:
        raise REPORT_PROBLEMS.refusal("P11", "period", form=form, period=period, day=found.closed_at.date())
