"""The roll-up that pages read, the facts and the tree it was made of, snapshots, and where units stood in other times.

All but `Placement` is derived from reports and registers: it can be thrown away and comes out the same.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhiemky.indicators.definitions.models import OfficeDefinition  # noqa: F401 - where Django looks for models
from nhiemky.organisation.fields import ByteOrderedTextField
from nhiemky.records.frozen import WrittenOnce
from nhiemky.zones.fields import ExactDecimalField

CODE_LENGTH = 60
FACT_DECIMALS = 10
"""A fact converted from another currency is rounded to so many decimals, half up, before anything is computed."""


def written(value: Decimal | None, decimals: int) -> str:
    """A value with exactly its decimals; empty where there is none."""
    return "" if value is None else f"{value:.{decimals}f}"


class Computation(models.Model):
    """The roll-up: which facts it holds (`snapshot`, their digest) and the last event and the day it has seen."""

    snapshot = models.CharField(_("snapshot"), max_length=64)
    fingerprint = models.BinaryField()
    definitions = models.CharField(_("digest of the definitions"), max_length=64)
    facts = models.PositiveIntegerField(_("facts read"))
    through_event = models.BigIntegerField(_("last event seen"))
    day = models.DateField(_("day"))
    computed_at = models.DateTimeField(_("computed at"))
    periods = models.JSONField(default=list)
    # The newest event that a worker has been asked to add.
    asked_through = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("computation")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.snapshot[:12]


class _Cell(models.Model):
    """A value with all that is said of it. `decimals` digits after the point are meant."""

    indicator = models.CharField(_("indicator code"), max_length=CODE_LENGTH)
    version = models.DateField(_("definition in force from"))
    unit = models.CharField(_("unit"), max_length=CODE_LENGTH)
    period = models.CharField(_("period"), max_length=30)
    value = ExactDecimalField(_("computed value"), max_digits=60, decimal_places=12, null=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"))
    status = models.CharField(_("status"), max_length=2)
    facts = models.PositiveIntegerField(_("facts used"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit} {self.period}"

    @property
    def written(self) -> str:
        """The value with exactly its decimals, as in `values.parquet`; empty where there is none."""
        return written(self.value, self.decimals)


class IndicatorValue(_Cell):
    """An indicator in one cell: a unit with all below it, and a period (its shortest code, `periods.canonical`)."""

    # No index of its own: there is one roll-up, and a planner would read all of it through that index.
    computation = models.ForeignKey(Computation, models.CASCADE, related_name="values", db_index=False)

    class Meta:
        verbose_name = _("indicator value")
        constraints = [models.UniqueConstraint(fields=["indicator", "unit", "period"], name="one_value_in_a_cell")]


class SplitValue(_Cell):
    """An indicator in a cell of one value of a dimension; an empty `split`: facts of units without that dimension."""

    computation = models.ForeignKey(Computation, models.CASCADE, related_name="split_values", db_index=False)
    dimension = models.CharField(_("dimension"), max_length=20)
    split = models.CharField(_("value of the dimension"), max_length=CODE_LENGTH, blank=True)

    class Meta:
        verbose_name = _("split indicator value")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "dimension", "period", "split"], name="one_value_in_a_split_cell"
            )
        ]


class StatedFact(models.Model):
    """A fact as reports and registers state it now; null is a gap that somebody stated."""

    unit = ByteOrderedTextField()
    measure = ByteOrderedTextField()
    period = ByteOrderedTextField()
    value = ExactDecimalField(max_digits=38, decimal_places=FACT_DECIMALS, null=True)
    status = models.CharField(max_length=2)

    class Meta:
        verbose_name = _("fact")
        constraints = [models.UniqueConstraint(fields=["unit", "measure", "period"], name="a_fact_is_stated_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.measure} {self.period}"


class StandingUnit(models.Model):
    """Where a unit stands in the roll-up: `line` holds the units it counts for, `splits` its value of each dimension.

    `origin` names the row of a register that it comes from, so that a unit is known again when its code changes.
    """

    origin = models.CharField(max_length=40, unique=True)
    code = ByteOrderedTextField(unique=True)
    line = models.JSONField(default=list)
    splits = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("standing unit")

    def __str__(self) -> str:
        return self.code


class PartialValue(models.Model):
    """What a cell keeps of one quantity, so that changes can be added to it (`core.indicators.partials`)."""

    unit = models.CharField(max_length=CODE_LENGTH)
    dimension = models.CharField(max_length=20, blank=True)
    split = models.CharField(max_length=CODE_LENGTH, blank=True)
    period = models.CharField(max_length=30)
    quantity = models.CharField(max_length=CODE_LENGTH + 1)
    # An exact fraction, such as 7/3.
    value = models.TextField()
    series = models.PositiveIntegerField()
    stated = models.PositiveIntegerField()
    # Present facts by firmness, such as 0,0,0,0,12.
    present = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("partial value")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "dimension", "split", "period", "quantity"], name="one_partial_of_a_quantity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} {self.period}"


class KeptPeriod(models.Model):
    """A period that somebody's board asks for, kept beside those of the calendar and of targets."""

    code = models.CharField(max_length=30, unique=True)

    class Meta:
        verbose_name = _("kept period")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class RefusedMeasure(models.Model):
    """Why a measure counts nowhere: what is wrong with the facts of one unit, as a numbered problem."""

    measure = models.CharField(max_length=CODE_LENGTH)
    unit = models.CharField(max_length=CODE_LENGTH, blank=True)
    code = models.CharField(max_length=6)
    vi = models.TextField()
    en = models.TextField()

    class Meta:
        verbose_name = _("refused measure")
        ordering = ["measure", "unit", "pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.measure}"

    def text(self, language: str) -> str:
        """The problem in one sentence."""
        return self.vi if language == "vi" else self.en


class Snapshot(models.Model):
    """An immutable snapshot on the disk: `name` is the SHA-256 of its files, and what it covers."""

    name = models.CharField(_("name (SHA-256)"), max_length=64, unique=True)
    facts_digest = models.CharField(_("SHA-256 of facts.parquet"), max_length=64)
    units_digest = models.CharField(_("SHA-256 of units.parquet"), max_length=64)
    fingerprint = models.CharField(_("digest of the facts"), max_length=64)
    facts = models.PositiveBigIntegerField(_("facts"))
    units = models.PositiveIntegerField(_("units"))
    reports = models.PositiveIntegerField(_("accepted reports"))
    refused = models.JSONField(_("measures left out, because they are refused"), default=list)
    through_event = models.BigIntegerField(_("last event seen"))
    taken_at = models.DateTimeField(_("taken at"))

    class Meta:
        verbose_name = _("snapshot")
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return self.name[:12]


class Placement(WrittenOnce):
    """Between two days a unit stood (or will stand) elsewhere than its register says, or from a day on it is closed.

    A province that was merged counts from the day of the merger under its successor; a zone that came from another
    board counted until then under that one. Codes are those of units of the snapshot (units, zones and projects).
    A closing has no superior; its last day is `until`. A row is never changed: a correction takes its place.
    """

    class Kind(models.TextChoices):
        """What happened to the unit."""

        MOVE = "move", _("moved")
        MERGE = "merge", _("merged")
        CLOSING = "closing", pgettext_lazy("placement", "closed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    unit = models.SlugField(_("unit"), max_length=CODE_LENGTH)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MOVE)
    parent = models.SlugField(_("superior unit"), max_length=CODE_LENGTH, blank=True)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="successor", verbose_name=_("corrects")
    )
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)

    class Meta(WrittenOnce.Meta):
        abstract = False
        verbose_name = _("placement")
        ordering = ["unit", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=False) | Q(until__isnull=False), name="a_placement_begins_or_ends"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_placement_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.parent}"
