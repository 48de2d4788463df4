"""What the operations answer: rows and forms as the schemas write them."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.urls import reverse

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.reporting import forms as definitions
from nhiemky.reporting import actions, queries
from nhiemky.reporting.api import schemas
from nhiemky.reporting.api.answers import Answer, etag
from nhiemky.reporting.api.entries import sent_of, tree
from nhiemky.reporting.api.problems import error_of
from nhiemky.reporting.duties import Owed
from nhiemky.reporting.models import Report
from nhiemky.reporting.reading import Entry


def duty(each: Owed) -> schemas.DutyOut:
    """A duty of the enterprise."""
    return schemas.DutyOut(
        unit=each.unit.code,
        unit_name=each.unit.name,
        form=each.form.code,
        version=each.form.version,
        period=each.duty.period.code,
        opens=each.duty.opens,
        last_day=each.duty.last_day,
        place=each.place,
        report=each.report.pk if each.report else None,
    )


def _named(code: str, name: Bilingual) -> dict[str, str]:
    return {"code": code, "vi": name.vi, "en": name.en}


def form_named(form: definitions.Form) -> schemas.FormOut:
    """A form in a list."""
    return schemas.FormOut(
        **_named(form.code, form.name),
        version=form.version,
        frequency=form.frequency.value,
        cite=form.cite,
        effective_from=form.effective_from,
        reporter=form.reporter,
    )


def _fields(fields: Iterable[definitions.Field]) -> list[schemas.FieldOut]:
    return [
        schemas.FieldOut(**_named(each.code, each.name), kind=each.kind.value, required=each.required)
        for each in fields
    ]


def whole_form(form: definitions.Form) -> schemas.WholeFormOut:
    """A form with all its parts."""
    return schemas.WholeFormOut(
        **form_named(form).model_dump(),
        columns=[schemas.ColumnOut(**_named(each.code, each.name), role=each.role.value) for each in form.columns],
        identification=_fields(form.identification),
        lines=[
            schemas.LineOut(
                **_named(each.code, each.name),
                unit=each.unit,
                kind=each.kind.value,
                parent=each.parent,
                total=each.total,
                negative=each.negative,
                required=each.required,
                columns=list(each.columns),
            )
            for each in form.lines
        ],
        texts=_fields(form.texts),
    )


def report_named(report: Report) -> schemas.ReportOut:
    """A report in a list."""
    return schemas.ReportOut(**_facts(report))


def _facts(report: Report) -> dict[str, Any]:
    return {
        "id": report.pk,
        "unit": report.unit.code,
        "form": report.form,
        "version": report.form_version,
        "period": report.period,
        "currency": report.currency,
        "state": schemas.State(report.state),
        "edition": report.edition,
        "changed_at": report.changed_at,
        "submitted_at": report.submitted_at,
        "accepted_at": report.accepted_at,
        "corrects": report.supersedes_id,
        "sha256": report.digest or None,
    }


def whole_report(report: Report, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    """A report with everything in it, its edition as ETag, and its address where it was just made."""
    entry, unreadable = sent_of(report.definition, Entry.from_stored(report.entry))
    accepted = report.state == Report.State.ACCEPTED
    figures = tree(queries.figures(report).cells) if accepted else None
    body = schemas.WholeReportOut.model_construct(**_facts(report), entry=entry, unreadable=unreadable, figures=figures)
    headers = {"ETag": etag(report)}
    if status is HTTPStatus.CREATED:
        headers["Location"] = reverse("reporting_api:report", args=[report.pk])
    return Answer(body, status, headers)


def findings(report: Report) -> schemas.FindingsOut:
    """What the checks say of a report as it stands."""
    reading = actions.reading_of(report)
    found = [*reading.unreadable.values(), *reading.field_problems.values()]
    found += [each.problem for each in reading.findings]
    computed = {place: reading.report.cells.get(place) for place in reading.computed}
    return schemas.FindingsOut(
        edition=report.edition,
        ready=reading.is_ready,
        computed=tree(computed),
        findings=[schemas.ErrorOut.model_validate(error_of(each)) for each in found],
    )
