"""Numbers with their units, as pages write them. The codes are those of the design's facts."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from nhiemky.core.bilingual import Language
from nhiemky.core.vietnamese.numbers import format_money, format_number, format_percent


def write(value: Decimal, unit: str, language: Language) -> str:
    """The value with its unit; a unit of the office's own making is written as it was named."""
    if unit not in UNITS:
        return f"{format_number(value, language)} {unit}"
    return UNITS[unit](value, language)


def _money(value: Decimal, language: Language) -> str:
    return format_money(value, "VND", language)


def _dollars(value: Decimal, language: Language) -> str:
    return format_money(value, "USD", language)


def _money_a_month(value: Decimal, language: Language) -> str:
    return gettext("%(amount)s a month") % {"amount": format_money(value, "VND", language)}


def _dollars_a_month(value: Decimal, language: Language) -> str:
    return gettext("%(amount)s a month") % {"amount": format_money(value, "USD", language)}


def _counted(words: Callable[[int], str]) -> Callable[[Decimal, Language], str]:
    """A unit whose English word depends on the number."""

    def write_counted(value: Decimal, language: Language) -> str:
        return words(1 if value == 1 else 2) % {"n": format_number(value, language)}

    return write_counted


UNITS: dict[str, Callable[[Decimal, Language], str]] = {
    "VND": _money,
    "USD": _dollars,
    "VND/month": _money_a_month,
    "USD/month": _dollars_a_month,
    "%": format_percent,
    "person": _counted(lambda n: ngettext("%(n)s person", "%(n)s persons", n)),
    "unit": _counted(lambda n: ngettext("%(n)s unit", "%(n)s units", n)),
    "group": _counted(lambda n: ngettext("%(n)s group", "%(n)s groups", n)),
    "project": _counted(lambda n: ngettext("%(n)s project", "%(n)s projects", n)),
    "target": _counted(lambda n: ngettext("%(n)s target", "%(n)s targets", n)),
    "task": _counted(lambda n: ngettext("%(n)s task", "%(n)s tasks", n)),
    "seat": _counted(lambda n: ngettext("%(n)s seat", "%(n)s seats", n)),
    "zone": _counted(lambda n: ngettext("%(n)s zone", "%(n)s zones", n)),
    "incident": _counted(lambda n: ngettext("%(n)s incident", "%(n)s incidents", n)),
    "ha": _counted(lambda n: "%(n)s ha"),
}
