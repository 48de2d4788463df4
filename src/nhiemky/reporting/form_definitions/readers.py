"""What reads a form: measures of a higher room, which says what they would lose."""

from collections.abc import Sequence
from datetime import timedelta

from nhiemky.core.definitions.losses import Loss
from nhiemky.core.reporting.forms import Form
from nhiemky.records.ports import Port
from nhiemky.reporting import catalogue

losses: Port[[Form | None, Form | None], Sequence[Loss]] = Port("what reads a report form")
"""The measures that can be read from one version of a form and not from the next (None: from none). One query."""


def lost_by(form: Form) -> Sequence[Loss]:
    """What loses its source when this version follows the one in force until then."""
    day_before = form.effective_from - timedelta(days=1)
    before = {each.code: each for each in catalogue.in_force(day_before)}.get(form.code)
    return losses(before, form)


def lost_after(form: Form) -> Sequence[Loss]:
    """What loses its source when this version ends and only a version that begins later, if any, follows."""
    later = [each for each in catalogue.forms() if each.code == form.code and each.effective_from > form.effective_from]
    return losses(form, min(later, key=lambda each: each.effective_from, default=None))
