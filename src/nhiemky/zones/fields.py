"""A decimal column that keeps every digit in any database."""

from decimal import Context, Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_EXACT = Context(prec=60)


class ExactDecimalField(models.DecimalField):  # type: ignore[type-arg]
    """Amounts of money and reported values.

    SQLite keeps a decimal column as a binary fraction of about 15 digits, fewer than the 15 + 5 of a report; there the
    column is text. Values are therefore compared and added in Python, never in a query.
    """

    def get_internal_type(self) -> str:
        """A type of its own, so that no backend converts it."""
        return "ExactDecimalField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """`numeric` where that is exact."""
        if connection.vendor == "sqlite":
            return "text"
        return f"numeric({self.max_digits}, {self.decimal_places})"

    def from_db_value(self, value: Any, expression: object, connection: BaseDatabaseWrapper) -> Decimal | None:
        """The stored value with all its places."""
        if value is None:
            return None
        # A text that has its places is not measured again: that would cost more than all else of a read.
        point = -self.decimal_places - 1
        is_whole = isinstance(value, str) and value[point : point + 1] == "." and "E" not in value
        return Decimal(value) if is_whole else self._exact(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """The value with all its places; more places than the column has are an error of the caller."""
        return None if value is None else self._exact(value)

    def _exact(self, value: Any) -> Decimal:
        number = Decimal(value)
        stored = number.quantize(Decimal(1).scaleb(-self.decimal_places), context=_EXACT)
        if stored != number or stored.adjusted() >= self.max_digits - self.decimal_places:
            raise ValueError(
                f"{self.name}: {number} does not fit {self.max_digits} digits, {self.decimal_places} places"
            )
        return stored
