"""Forms of zones, enterprises, projects and certificates."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.zones import capital
from nhiemky.core.zones.sectors import classification_of, classifications, is_ambiguous
from nhiemky.organisation.models import Role, RoleGrant, Unit, User
from nhiemky.records import clock
from nhiemky.ui.fields import DateField, NumberField, model_field
from nhiemky.ui.language import say
from nhiemky.zones import endings
from nhiemky.zones.countries import choices
from nhiemky.zones.fields import ExactDecimalField
from nhiemky.zones.models import (
    SOURCE_LENGTH,
    Certificate,
    Currency,
    Enterprise,
    EnterpriseReporter,
    Project,
    WastewaterPlant,
    Zone,
    ZoneFact,
)
from nhiemky.zones.queries import by_name, in_force

_LARGEST_DEGREES = {"longitude": 180, "latitude": 90}


class AmountField(NumberField):
    """A number that fits an exact column."""

    def __init__(self, column: ExactDecimalField) -> None:
        self.limit = Decimal(10) ** (column.max_digits - column.decimal_places)
        super().__init__(label=column.verbose_name, required=not column.blank, places=column.decimal_places)

    def to_python(self, value: Any) -> Decimal | None:
        """Read the text. Raises ValidationError for more digits than the column holds, before anything is rounded."""
        number = super().to_python(value)
        if number is not None and abs(number) >= self.limit:
            raise ValidationError(gettext("This number has too many digits."), code="digits")
        return number


def _field(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Exact decimals are typed the Vietnamese way, with at most the digits that the column holds."""
    return AmountField(field) if isinstance(field, ExactDecimalField) else model_field(field, **kwargs)


class ZoneForm(forms.ModelForm[Zone]):
    """A zone; the boards offered are those at which the account keeps zones."""

    class Meta:
        model = Zone
        fields = [
            "name",
            "code",
            "board",
            "longitude",
            "latitude",
            "place_source",
            "developer",
            "reports_since",
            "note",
        ]
        formfield_callback = _field
        help_texts = {
            "developer": _(
                "The enterprise that builds and runs the infrastructure; its reporters write the zone's reports."
            ),
            "reports_since": _("Forms that zones send are due for the periods from this day on."),
        }

    def __init__(self, *args: Any, boards: models.QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = boards  # type: ignore[attr-defined]
        if self.instance.pk:
            for name in ("code", "board"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A place on the map is both degrees, on the globe, and says how it is known."""
        cleaned: dict[str, Any] = super().clean() or {}
        degrees = {"longitude": cleaned.get("longitude"), "latitude": cleaned.get("latitude")}
        if any(degree is not None for degree in degrees.values()):
            for name, degree in degrees.items():
                if degree is None and name not in self.errors:
                    self.add_error(name, _("A place on the map needs both degrees."))
                elif degree is not None and abs(degree) > _LARGEST_DEGREES[name]:
                    self.add_error(name, _("There are no so many degrees on the globe."))
            if not cleaned.get("place_source"):
                self.add_error("place_source", _("Say how the place is known."))
        if cleaned.get("reports_since") and not cleaned.get("developer") and "developer" not in self.errors:
            self.add_error("developer", _("Somebody has to write the reports of a zone that reports."))
        return cleaned


class FactForm(forms.ModelForm[ZoneFact]):
    """A source's figure of a zone's land."""

    class Meta:
        model = ZoneFact
        fields = ["kind", "value", "as_of", "known_to", "sure", "source", "chosen"]
        formfield_callback = _field
        help_texts = {
            "as_of": _("The last day of what the source names: for “2021” that is 31/12/2021."),
            "chosen": _("This source counts for its day; another one chosen before no longer does."),
        }

    def clean_value(self) -> Decimal:
        """Land is never below zero."""
        value: Decimal = self.cleaned_data["value"]
        if value < 0:
            raise ValidationError(_("An area cannot be below 0."))
        return value

    def clean_as_of(self) -> date:
        """A zone that was closed or merged has no land of its own any more."""
        day: date = self.cleaned_data["as_of"]
        ending = endings.known().get(self.instance.zone.code)
        if ending and day > ending.last_day:
            said = gettext("The last day of this zone was %(day)s; a later figure is not its own.")
            raise ValidationError(said % {"day": format_date(ending.last_day)})
        return day


class PlantForm(forms.ModelForm[WastewaterPlant]):
    """A central wastewater plant."""

    class Meta:
        model = WastewaterPlant
        fields = ["capacity", "since", "until", "document"]
        formfield_callback = _field
        help_texts = {
            "until": _("Only when it works no more."),
            "document": _("The decision, licence or record of acceptance that says so."),
        }

    def clean(self) -> dict[str, Any]:
        """A plant has a capacity, and works before it stops."""
        cleaned: dict[str, Any] = super().clean() or {}
        capacity, since, until = (cleaned.get(name) for name in ("capacity", "since", "until"))
        if capacity is not None and capacity <= 0:
            self.add_error("capacity", _("A plant treats more than 0 m³ a day."))
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first one."))
        return cleaned


class PlantCorrectionForm(PlantForm):
    """What the row should say."""

    withdrawn = forms.BooleanField(label=_("entered by mistake: there is no such plant"), required=False)
    reason = forms.CharField(label=_("reason of the correction"), max_length=SOURCE_LENGTH)

    def clean(self) -> dict[str, Any]:
        """The tick goes with the row."""
        cleaned = super().clean()
        self.instance.withdrawn = bool(cleaned.get("withdrawn"))
        return cleaned


class EnterpriseForm(forms.ModelForm[Enterprise]):
    """An enterprise."""

    class Meta:
        model = Enterprise
        fields = ["name", "tax_code", "address", "telephone", "email", "invented"]
        formfield_callback = _field


class ReporterForm(forms.Form):
    """Which account reports for an enterprise."""

    user = forms.ModelChoiceField(
        label=_("account"),
        queryset=User.objects.none(),
        help_text=_("Accounts with the role of an enterprise reporter."),
    )
    since = DateField(label=_("from"))

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reporters = RoleGrant.objects.on(clock.today()).filter(role=Role.REPORTER)
        named = EnterpriseReporter.objects.on(clock.today()).filter(enterprise=enterprise)
        self.fields["user"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            pk__in=reporters.values("user"), is_active=True
        ).exclude(pk__in=named.values("user"))


class EndForm(forms.Form):
    """The last day of something."""

    until = DateField(label=_("last day"))


class ProjectForm(forms.ModelForm[Project]):
    """A project; the zones offered are those that the account keeps."""

    country = forms.ChoiceField(label=_("investor's country"), choices=choices)

    class Meta:
        model = Project
        fields = ["name", "code", "enterprise", "zone", "sector", "country", "origin", "currency"]
        formfield_callback = _field

    def __init__(self, *args: Any, zones: models.QuerySet[Zone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].queryset = zones  # type: ignore[attr-defined]
        if self.instance.pk:
            for name in ("code", "enterprise", "zone", "currency"):
                del self.fields[name]
            return
        for name in ("zone", "enterprise"):
            field: Any = self.fields[name]
            field.choices = [("", field.empty_label), *((row.pk, row.name) for row in by_name(field.queryset))]

    def clean_sector(self) -> str:
        """A code of a classification, which the board's pictures are split by, that means one thing only."""
        code = str(self.cleaned_data["sector"])
        if classification_of(code) is None:
            cites = "; ".join(each.cite for each in classifications())
            raise ValidationError(gettext("%(source)s has no sector %(code)s.") % {"source": cites, "code": code})
        if is_ambiguous(code) and code != self.instance.sector:
            raise ValidationError(
                gettext("The letter %(code)s means different sectors in VSIC 2018 and VSIC 2025: write the digits too.")
                % {"code": code}
            )
        return code


class CertificateForm(forms.ModelForm[Certificate]):
    """A certificate of one kind, checked against those that the project has (`others`)."""

    class Meta:
        model = Certificate
        fields = ["number", "issued_on", "capital_change", "currency", "rate", "authority", "source"]
        formfield_callback = _field

    def __init__(self, *args: Any, kind: Certificate.Kind, others: list[Certificate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.others = kind, others
        self.fields["issued_on"].label = _("day of issue or decision")
        if kind == Certificate.Kind.REVOCATION:
            for name in ("capital_change", "currency", "rate"):
                del self.fields[name]
            return
        change = self.fields["capital_change"]
        change.help_text = gettext("In whole VND or in USD, such as 1.250.000,50. All of it, not in millions.")
        if kind == Certificate.Kind.NEW:
            change.label = _("registered capital")
        else:
            change.help_text += " " + gettext("A decrease starts with a minus; 0 when the capital stays.")
        self.fields["rate"].help_text = _("Only for USD: the State Bank's rate of the day, kept with the certificate.")

    def clean(self) -> dict[str, Any]:
        """Hold the new certificate against the project's history."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        self.instance.kind = self.kind
        if self.kind == Certificate.Kind.REVOCATION:
            self.instance.capital_change, self.instance.currency, self.instance.rate = Decimal(0), Currency.VND, None
        else:
            for name in ("capital_change", "currency", "rate"):
                setattr(self.instance, name, cleaned[name])
        self.instance.issued_on = cleaned["issued_on"]
        history = [each.core() for each in in_force([*self.others, self.instance])]
        for number, certificate in enumerate(history):
            for problem in capital.problems(history[:number], certificate):
                self.add_error(
                    problem.place if problem.place in self.fields else None, f"{say(problem)} ({problem.code})"
                )
        return cleaned


class CorrectionForm(CertificateForm):
    """What a certificate should have said."""

    reason = forms.CharField(label=_("reason of the correction"), max_length=SOURCE_LENGTH)


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, help_text=_("Name, code or tax code, with or without marks.")
    )
