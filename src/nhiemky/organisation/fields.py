"""Columns whose order must be the same in every database."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ByteOrderedTextField(models.TextField[str, str]):
    """A text compared byte by byte: always so in SQLite, by the collation "C" in PostgreSQL whatever its locale.

    Sort keys and paths hold spaces, hyphens and slashes, which a Vietnamese or English locale would pass over.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Add the collation where the database has it."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
