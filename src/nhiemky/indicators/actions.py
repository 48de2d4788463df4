"""Computing all values anew when something they are computed from has changed."""

from django.db import transaction

from nhiemky.core.indicators.compute import Value
from nhiemky.indicators import catalogue, queries
from nhiemky.indicators.models import Computation, IndicatorValue
from nhiemky.indicators.sources import Facts, read_facts
from nhiemky.records import clock


def up_to_date() -> Computation:
    """The computation that holds what the registers and accepted reports say now; made when there is none.

    Derived rows are no part of the records: they can be thrown away and come out the same.
    """
    newest = Computation.objects.first()
    seen = queries.last_event()
    if newest is not None and newest.definitions == catalogue.digest() and not queries.changed_since(newest):
        return newest
    facts = read_facts(clock.today())
    values = queries.compute(facts)
    return _keep(facts, values, seen)


@transaction.atomic
def _keep(facts: Facts, values: list[Value], seen: int) -> Computation:
    Computation.objects.all().delete()
    computation = Computation.objects.create(
        snapshot=facts.digest(),
        definitions=catalogue.digest(),
        facts=len(facts.facts),
        through_event=seen,
        computed_at=clock.now(),
    )
    definitions = catalogue.definitions()
    IndicatorValue.objects.bulk_create(
        [
            IndicatorValue(
                computation=computation,
                indicator=value.indicator,
                version=definitions[value.indicator].effective_from,
                unit=value.unit,
                period=value.period.code,
                value=value.value,
                status=value.status,
                facts=value.facts,
            )
            for value in values
        ],
        batch_size=500,
    )
    return computation
