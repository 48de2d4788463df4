"""A form written as TOML again: `parse_form(form_toml(form)) == form` for every form that `parse_form` lets pass."""

from collections.abc import Mapping
from typing import Any

import tomli_w

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.reporting.forms import Deadline, Field, Form, Line, LineKind, Reporter


def form_toml(form: Form) -> str:
    """The TOML text; keys with their usual value are left out."""
    return tomli_w.dumps(form_document(form))


def form_document(form: Form) -> dict[str, Any]:
    """The form as the tables of its TOML text."""
    stock = next((line.columns for line in form.lines if line.kind is LineKind.STOCK), ())
    return _without_gaps(
        {
            "code": form.code,
            "version": form.version,
            "frequency": form.frequency.value,
            "reporter": None if form.reporter is Reporter.PROJECT else form.reporter.value,
            "cite": form.cite,
            "sure": form.sure.value,
            "effective_from": form.effective_from,
            "effective_until": form.effective_until,
            "stock_columns": list(stock),
            "name": both(form.name),
            "deadline": _deadline(form.deadline),
            "column": [{"code": each.code, "role": each.role.value, "name": both(each.name)} for each in form.columns],
            "identification": [_field(each) for each in form.identification],
            "line": [_line(each) for each in form.lines],
            "text": [_field(each) for each in form.texts],
            "expect": [{"when": each.when, "then": each.then} for each in form.expectations],
        }
    )


def both(text: Bilingual | None) -> dict[str, str] | None:
    """A text as its table."""
    return None if text is None else {"vi": text.vi, "en": text.en}


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "months_after": deadline.months_after,
        "before_day": deadline.before_day,
        "cite": deadline.cite,
        "sure": deadline.sure.value,
    }


def _field(field: Field) -> dict[str, Any]:
    return _without_gaps(
        {
            "code": field.code,
            "kind": field.kind.value,
            "required": field.required,
            "sure": field.sure.value if field.sure else None,
            "name": both(field.name),
            "note": both(field.note),
        }
    )


def _line(line: Line) -> dict[str, Any]:
    return _without_gaps(
        {
            "code": line.code,
            "parent": line.parent,
            "unit": line.unit,
            "kind": line.kind.value,
            "total": line.total or None,
            "negative": line.negative or None,
            "required": line.required or None,
            "local": line.local or None,
            "plausible": list(line.plausible) if line.plausible else None,
            "sure": line.sure.value if line.sure else None,
            "name": both(line.name),
            "note": both(line.note),
        }
    )


def _without_gaps(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value is not None}
