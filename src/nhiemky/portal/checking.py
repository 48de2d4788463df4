"""Numbers that editors typed, judged against the published figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from nhiemky.core.figures.facts import Fact
from nhiemky.core.figures.matching import Judgement, Verdict, judge
from nhiemky.core.figures.quantity import Quantity
from nhiemky.core.quantities import quantity
from nhiemky.figures.queries import facts
from nhiemky.portal.blocks import texts_of
from nhiemky.ui.language import language

# Characters of the text shown on either side of a number.
AROUND = 40
# What is read are the number words and separators of Vietnamese.
LANGUAGE_READ = "vi"


@dataclass(frozen=True)
class Checked:
    """A typed number: where it stands, what surrounds it, and what published figures say. `expected` is theirs."""

    place: str
    before: str
    number: str
    after: str
    verdict: Verdict
    label: str
    expected: str


def checked_numbers(page: Any) -> list[Checked]:
    """Every number typed into title, lead and body of a Vietnamese page that is a figure; none for other languages."""
    if page.locale.language_code != LANGUAGE_READ:
        return []
    known = _facts()
    return [
        _checked(place, text, judgement)
        for place, text in _texts(page)
        for judgement in judge(text, known)
        if judgement.verdict is not Verdict.NOT_A_FIGURE
    ]


def contradicted(numbers: list[Checked]) -> list[Checked]:
    """Those that a published figure contradicts."""
    return [number for number in numbers if number.verdict is Verdict.CONTRADICTED]


def _texts(page: Any) -> Iterator[tuple[str, str]]:
    yield _("Title"), page.title or ""
    yield _("Lead"), page.lead or ""
    for position, text in enumerate(texts_of(page.body, lambda _pk, _form: "…"), start=1):
        yield _("Block %(number)d") % {"number": position}, text


def _facts() -> list[Fact]:
    return [
        Fact(
            key=each["key"],
            label=each["label"],
            quantity=Quantity(Decimal(each["value"]), each["unit"], each["period"], each["as_of"]),
            source=each["source"],
        )
        for each in facts()
    ]


def _checked(place: str, text: str, judgement: Judgement) -> Checked:
    fact = judgement.fact
    return Checked(
        place=place,
        before=text[max(0, judgement.start - AROUND) : judgement.start],
        number=text[judgement.start : judgement.end],
        after=text[judgement.end : judgement.end + AROUND],
        verdict=judgement.verdict,
        label=fact.label if fact else "",
        expected=quantity(fact.quantity.value, fact.quantity.unit, language()) if fact else "",
    )
