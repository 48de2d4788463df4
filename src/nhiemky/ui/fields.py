"""Form fields that read and write as a Vietnamese office does."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.numbers import format_number, parse_number
from nhiemky.ui.language import say


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DateField(forms.DateField):
    """A day."""

    widget = DateInput


class DateTimeField(forms.DateTimeField):
    """A day and a time."""

    widget = DateTimeInput


class NumberField(forms.Field):
    """A decimal number typed in the Vietnamese way (1.234,5), in either language of the page: a number never means two.

    `places` is how many decimals it may have at most, `least` and `most` are its bounds, both included.
    """

    widget = forms.TextInput

    def __init__(
        self,
        *,
        places: int | None = None,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
        **kwargs: Any,
    ) -> None:
        self.places, self.least, self.most = places, least, most
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Phones show the keyboard with the digits."""
        mode = "numeric" if self.places == 0 else "decimal"
        return {"inputmode": mode, "autocomplete": "off", "class": "number"}

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it would be typed; what was typed stays as it is."""
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self.written(Decimal(value))
        return value

    def written(self, value: Decimal) -> str:
        """A number as one types it here."""
        return format_number(value, "vi")

    def to_python(self, value: Any) -> Decimal | None:
        """Read the text. Raises ValidationError with the sentence of the core's problem."""
        if value in self.empty_values:
            return None
        if isinstance(value, int | Decimal):
            return Decimal(value)
        parsed = parse_number(str(value))
        if isinstance(parsed, Problem):
            raise ValidationError(say(parsed), code=parsed.code)
        return parsed

    def validate(self, value: Decimal | None) -> None:
        """Hold the bounds and the number of decimals."""
        super().validate(value)
        if value is None:
            return
        if self.places is not None and _decimals(value) > self.places:
            raise ValidationError(
                _("At most %(places)s decimals, please.") % {"places": self.places}
                if self.places
                else _("A whole number, please."),
                code="places",
            )
        if self.least is not None and value < self.least:
            raise ValidationError(
                _("At least %(bound)s, please.") % {"bound": self.written(Decimal(self.least))}, code="least"
            )
        if self.most is not None and value > self.most:
            raise ValidationError(
                _("At most %(bound)s, please.") % {"bound": self.written(Decimal(self.most))}, code="most"
            )


def _decimals(value: Decimal) -> int:
    """Digits after the comma that say something; of a number with any number of digits."""
    _sign, digits, exponent = value.as_tuple()
    written = "".join(map(str, digits))
    return max(0, -int(exponent) - (len(written) - len(written.rstrip("0")))) if value else 0


class WholeNumberField(NumberField):
    """A count."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(places=0, **{"least": 0, **kwargs})

    def clean(self, value: Any) -> int | None:
        """The count as an int."""
        number = super().clean(value)
        return None if number is None else int(number)


class YearField(WholeNumberField):
    """A year, which is no amount: written without a point between its digits."""

    def written(self, value: Decimal) -> str:
        """Its digits."""
        return str(int(value))


class MoneyField(NumberField):
    """An amount of money: VND in whole đồng, USD to the cent."""

    def __init__(self, currency: str = "VND", **kwargs: Any) -> None:
        self.currency = currency
        super().__init__(places=0 if currency == "VND" else 2, **{"least": 0, **kwargs})


def model_field(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The form field of a model field, for `formfield_callback` in a form's Meta."""
    if isinstance(field, models.DateTimeField):
        return field.formfield(form_class=DateTimeField, **kwargs)
    if isinstance(field, models.DateField):
        return field.formfield(form_class=DateField, **kwargs)
    return field.formfield(**kwargs)
