"""Keeping forms of the board, and what the board keeps of infrastructure."""

from decimal import Decimal

from nhiemky.core.indicators.periods import Period
from nhiemky.organisation.access import may
from nhiemky.organisation.models import Unit, User
from nhiemky.records import clock
from nhiemky.records.actions import Actor, action, note
from nhiemky.reporting import access
from nhiemky.reporting.board_forms.filling import digest, fill_in, plain
from nhiemky.reporting.models import BoardRecord, Infrastructure
from nhiemky.reporting.problems import REPORT_PROBLEMS


@action("reporting.board_form_kept")
def keep_board_form(
    actor: User, board: Unit, form: str, period: Period, rate: Decimal, rate_source: str
) -> BoardRecord:
    """Fill in a form of the board and keep it as it is now. Raises Refused P06, and P15 without the rate's source."""
    if not may(actor, access.ACCEPT, board):
        raise REPORT_PROBLEMS.refusal("P06")
    if not rate_source.strip():
        raise REPORT_PROBLEMS.refusal("P15", "rate_source")
    table = plain(fill_in(form, board, period, rate))
    record = BoardRecord(
        board=board,
        form=form,
        period=period.code,
        rate=rate,
        rate_source=rate_source.strip(),
        table=table,
        digest=digest(table),
        kept_by=actor,
        kept_at=clock.now(),
    )
    record.save()
    note(sha256=record.digest)
    return record


@action("reporting.infrastructure_kept")
def keep_infrastructure(_actor: Actor, row: Infrastructure) -> Infrastructure:
    """Keep what is known of a zone's infrastructure as of a day; the same day a second time replaces it."""
    same = Infrastructure.objects.filter(zone=row.zone, as_of=row.as_of).exclude(pk=row.pk).first()
    if same is not None:
        row.pk, row._state.adding = same.pk, False  # noqa: SLF001 - Django's own way to write over a row
    row.save()
    return row
