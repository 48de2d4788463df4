"""Keyed digests of rows and events: whoever can write the database but lacks the key cannot make a matching one."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


def canonical(value: object) -> bytes:
    """The one JSON text of a value: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder).encode()


def keyed(value: object) -> str:
    """HMAC-SHA256 over the canonical JSON, in hex, under the records' key."""
    return hmac.new(settings.RECORDS_KEY.encode(), canonical(value), hashlib.sha256).hexdigest()


def recorded_fields(model: type[models.Model]) -> list[str]:
    """The column names that a row's digest covers, sorted."""
    left_out: frozenset[str] = getattr(model, "unrecorded_fields", frozenset())
    return sorted(f.attname for f in model._meta.concrete_fields if f.name not in left_out)  # noqa: SLF001


def row_digest(row: models.Model, fields: Iterable[str]) -> str:
    """The digest of one row as it stands in the database, over the named columns."""
    values: dict[str, Any] = {}
    for name in fields:
        field = row._meta.get_field(name)  # noqa: SLF001
        value = getattr(row, name)
        values[name] = value if isinstance(field, models.JSONField) else _plain(field, value)
    return keyed([row._meta.label, values])  # noqa: SLF001


def _plain(field: Any, value: object) -> object:
    """A value whose JSON does not depend on how the row was read."""
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return str(field.get_prep_value(value))
