"""Zones and their land, enterprises and who reports for them, projects and their certificates.

Nothing here is public by itself: what the portal shows is a published figure.
"""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhiemky.core import sureness
from nhiemky.core.zones import capital
from nhiemky.core.zones.sectors import sector_name
from nhiemky.organisation.models import NAME_LENGTH, DatedModel, Unit
from nhiemky.records.frozen import WrittenOnce
from nhiemky.records.models import RecordedModel
from nhiemky.ui.language import language
from nhiemky.zones.countries import country_name
from nhiemky.zones.fields import ExactDecimalField

SOURCE_LENGTH = 300


class Currency(models.TextChoices):
    """The currencies of licences."""

    VND = "VND", _("VND (Vietnamese dong)")
    USD = "USD", _("USD (US dollar)")


class Sureness(models.TextChoices):
    """How sure a fact is, as in the rule data of `core`."""

    VERIFIED = sureness.Sureness.VERIFIED.value, _("verified")
    SECONDARY = sureness.Sureness.SECONDARY.value, _("secondary source")
    INFERRED = sureness.Sureness.INFERRED.value, _("inferred")
    UNVERIFIED = sureness.Sureness.UNVERIFIED.value, _("unverified")


class Zone(RecordedModel):
    """An industrial zone in the care of a board."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Short, without marks; it stands in addresses."))
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    board = models.ForeignKey(Unit, models.PROTECT, related_name="zones", verbose_name=_("management board"))
    # Degrees (WGS 84), good enough to tell zones apart on a small map; how they are known stands beside them.
    longitude = ExactDecimalField(_("degrees east"), max_digits=8, decimal_places=5, null=True, blank=True)
    latitude = ExactDecimalField(_("degrees north"), max_digits=8, decimal_places=5, null=True, blank=True)
    place_source = models.CharField(_("how the place is known"), max_length=SOURCE_LENGTH, blank=True, default="")
    note = models.TextField(_("note"), blank=True)
    # It answers for the zone's own reports; its reporters write them.
    developer = models.ForeignKey(
        "Enterprise",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="developed",
        verbose_name=_("infrastructure enterprise"),
    )
    reports_since = models.DateField(_("the zone reports from"), null=True, blank=True)

    class Meta:
        verbose_name = _("industrial zone")
        verbose_name_plural = _("industrial zones")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reports_since=None) | Q(developer__isnull=False), name="a_zone_reports_through_somebody"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ZoneFact(RecordedModel):
    """A figure of a zone's land as one source states it. Sources may disagree; the chosen one counts.

    `as_of` is the last day of what the source names (a year, a month or a day: `known_to`).
    """

    class Kind(models.TextChoices):
        """What is measured, in hectares."""

        AREA_TOTAL = "area_total", _("established area")
        INDUSTRIAL_SERVICE_LAND = "industrial_service_land", _("industrial and service land")
        LEASED = "leased", _("leased land")

    class Precision(models.TextChoices):
        """How exactly the source dates the figure."""

        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")
        YEAR = "year", _("to the year")

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="facts", verbose_name=_("industrial zone"))
    kind = models.CharField(_("figure"), max_length=30, choices=Kind)
    value = ExactDecimalField(_("value (ha)"), max_digits=12, decimal_places=4)
    as_of = models.DateField(_("as of"))
    known_to = models.CharField(_("date known"), max_length=5, choices=Precision, default=Precision.DAY)
    sure = models.CharField(_("how sure"), max_length=12, choices=Sureness)
    source = models.CharField(_("source"), max_length=SOURCE_LENGTH)
    chosen = models.BooleanField(_("chosen"), default=True)

    class Meta:
        verbose_name = _("zone figure")
        ordering = ["kind", "-as_of", "-chosen", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "kind", "as_of"], condition=Q(chosen=True), name="one_chosen_fact")
        ]

    def __str__(self) -> str:
        return f"{self.zone}: {self.get_kind_display()}"


class WastewaterPlant(WrittenOnce):
    """A central wastewater plant of a zone, and from when to when it works. A correction takes the place of a row."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="plants", verbose_name=_("industrial zone"))
    capacity = ExactDecimalField(_("capacity (m³ a day)"), max_digits=12, decimal_places=2)
    since = models.DateField(_("works from"))
    until = models.DateField(_("last day of work"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=SOURCE_LENGTH)
    withdrawn = models.BooleanField(_("entered by mistake: there is no such plant"), default=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("wastewater plant")
        ordering = ["zone", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="a_plant_works_from_to"
            ),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="a_plant_has_a_capacity"),
        ]

    def __str__(self) -> str:
        return f"{self.zone}: {self.capacity.normalize():f} m³"


class Enterprise(RecordedModel):
    """A company that invests in a zone."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    tax_code = models.CharField(
        _("tax code"),
        max_length=14,
        unique=True,
        validators=[RegexValidator(r"^\d{10}(-\d{3})?$", _("Ten digits, or ten digits, a hyphen and three digits."))],
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    invented = models.BooleanField(_("invented for a demonstration"), default=False)

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EnterpriseReporter(DatedModel):
    """An account that reports for an enterprise, from one day to another."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports_for", verbose_name=_("account")
    )
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="reporters", verbose_name=_("enterprise"))

    class Meta(DatedModel.Meta):
        abstract = False
        verbose_name = _("enterprise reporter")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return f"{self.user} · {self.enterprise}"


class Project(RecordedModel):
    """An investment project of an enterprise in a zone."""

    class Origin(models.TextChoices):
        """Where the capital comes from."""

        FDI = "fdi", _("foreign investment")
        DOMESTIC = "domestic", _("domestic investment")

    code = models.SlugField(_("code"), unique=True, help_text=_("The board's own number for the project."))
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="projects", verbose_name=_("enterprise"))
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="projects", verbose_name=_("industrial zone"))
    sector = models.CharField(
        _("sector (VSIC)"),
        max_length=6,
        validators=[RegexValidator(r"^([A-U]|[A-U]?\d{2,5})$", _("A VSIC code, such as C26 or 2610."))],
        help_text=_("A VSIC code, such as C26 or 2610."),
    )
    country = models.CharField(_("investor's country"), max_length=2)
    origin = models.CharField(_("origin of capital"), max_length=10, choices=Origin)
    currency = models.CharField(_("currency of the licence"), max_length=3, choices=Currency)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        """The country in the reader's language."""
        return country_name(self.country)

    @property
    def sector_name(self) -> str:
        """The sector in the reader's language; nothing for a code that no classification has."""
        found = sector_name(self.sector)
        return found.text(language()) if found else ""


class Certificate(WrittenOnce):
    """An investment registration certificate, its adjustment or its revocation; never edited, only replaced."""

    class Kind(models.TextChoices):
        """What it does."""

        NEW = capital.Kind.NEW.value, _("new certificate")
        ADJUSTMENT = capital.Kind.ADJUSTMENT.value, _("adjustment")
        REVOCATION = capital.Kind.REVOCATION.value, _("revocation")

    project = models.ForeignKey(Project, models.PROTECT, related_name="certificates", verbose_name=_("project"))
    number = models.CharField(_("certificate number"), max_length=60)
    issued_on = models.DateField(_("issued on"), db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    capital_change = ExactDecimalField(_("change of registered capital"), max_digits=24, decimal_places=4)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    rate = ExactDecimalField(_("rate (VND for 1 USD)"), max_digits=12, decimal_places=4, null=True, blank=True)
    authority = models.CharField(_("issued by"), max_length=NAME_LENGTH)
    source = models.CharField(_("source"), max_length=SOURCE_LENGTH)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["issued_on", "pk"]

    def __str__(self) -> str:
        return self.number

    def core(self) -> capital.Certificate:
        """The same for the rules in `core`."""
        currency: capital.Currency = "USD" if self.currency == Currency.USD else "VND"
        return capital.Certificate(capital.Kind(self.kind), self.issued_on, self.capital_change, currency, self.rate)
