"""Publishing figures: a figure is written once; a correction is a successor with its reason."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nhiemky.figures.drafts import Draft
from nhiemky.figures.models import Figure
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import action


@action("figures.published")
def publish(actor: User, key: str, draft: Draft, note_vi: str = "", note_en: str = "") -> Figure:
    """Publish the first figure of a key. Raises ValidationError when the key has one already."""
    if Figure.objects.filter(key=key).exists():
        raise ValidationError(_("There is a figure %(key)s already: publish a successor.") % {"key": key})
    figure = _figure(actor, key, draft, note_vi, note_en)
    figure.save()
    return figure


@action("figures.corrected")
def correct(actor: User, old: Figure, draft: Draft, reason: str) -> Figure:
    """Publish a successor. Raises ValidationError without a reason, for a superseded figure, or when unchanged."""
    if not reason.strip():
        raise ValidationError(_("Say why the figure is corrected."))
    if not old.is_current:
        raise ValidationError(_("This figure has a successor already: correct that one."))
    if (old.value, old.period_since, old.period_until) == (draft.value, draft.since, draft.until):
        raise ValidationError(_("Nothing has changed: the value computed today is the one published."))
    figure = _figure(actor, old.key, draft, old.note_vi, old.note_en)
    figure.supersedes, figure.reason = old, reason
    figure.save()
    return figure


def _figure(actor: User, key: str, draft: Draft, note_vi: str, note_en: str) -> Figure:
    return Figure(
        key=key,
        label_vi=draft.label.vi,
        label_en=draft.label.en,
        value=draft.value,
        unit=draft.unit,
        period_label_vi=draft.period.vi,
        period_label_en=draft.period.en,
        period_since=draft.since,
        period_until=draft.until,
        as_of=draft.as_of,
        source_vi=draft.source.vi,
        source_en=draft.source.en,
        note_vi=note_vi,
        note_en=note_en,
        provenance=draft.provenance,
        published_at=clock.now(),
        published_by=str(actor),
    )
