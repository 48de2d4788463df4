"""Forms made by the office for tests: a small one, and a new version of the quarterly one."""

from dataclasses import replace
from datetime import date

import tomli_w

from nhiemky.core.reporting.form_editing import Document, with_keys, with_row
from nhiemky.core.reporting.form_writing import form_document, form_toml
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.organisation.models import Role, User
from nhiemky.reporting.form_definitions import actions
from nhiemky.reporting.models import FormDefinition
from tests import people

LATER = date(2021, 7, 1)
QUARTERLY = shipped_forms()["A.III.1", "2021"]
LINE = {"code": "I", "unit": "person", "kind": "stock", "name": {"vi": "Lao động nữ", "en": "Women workers"}}
SMALL: Document = {
    "code": "LD-NU",
    "version": "2021",
    "frequency": "half",
    "cite": "Quyết định của Ban",
    "sure": "verified",
    "effective_from": LATER,
    "stock_columns": ["period"],
    "name": {"vi": "Báo cáo lao động nữ", "en": "Report on women workers"},
    "deadline": {"months_after": 1, "before_day": 15, "cite": "Quyết định của Ban", "sure": "verified"},
    "column": [{"code": "period", "role": "period", "name": {"vi": "Trong kỳ", "en": "In the period"}}],
    "line": [LINE],
}


def text(document: Document = SMALL, **keys: object) -> str:
    """The TOML text, with other values of some keys."""
    return tomli_w.dumps(with_keys(document, keys))


def next_quarterly(**changes: object) -> Document:
    """A1 to C of the quarterly form as version 2021-2, in force from July."""
    form = replace(QUARTERLY, version="2021-2", effective_from=LATER)
    return with_keys(form_document(form), changes)


def colleague(board: object) -> User:
    """A second zones officer."""
    return people.account(Role.ZONES_OFFICER, board, "second-officer")  # type: ignore[arg-type]


def live(first: User, second: User, document: Document = SMALL) -> FormDefinition:
    """A form that one officer wrote and another made live."""
    row = actions.draft(first, tomli_w.dumps(document))
    return actions.release(second, row, row.edition)


__all__ = [
    "LATER",
    "LINE",
    "QUARTERLY",
    "SMALL",
    "colleague",
    "form_toml",
    "live",
    "next_quarterly",
    "text",
    "with_row",
]
