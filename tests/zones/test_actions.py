"""Writing the registers: each action is one event, certificates are final, one source is chosen."""

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.core.problem import Refused
from nhiemky.records.frozen import FrozenError
from nhiemky.records.models import Event
from nhiemky.records.verification import verify
from nhiemky.zones import actions, queries
from nhiemky.zones.models import Certificate, Project, ZoneFact
from tests import people
from tests.zones import register as registers

KIND = Certificate.Kind


@pytest.fixture
def register(house):
    return registers.register(house)


def follow(register, kind=KIND.ADJUSTMENT, change=0, issued_on=date(2022, 1, 5), **rest):
    row = registers.certificate(kind, change, issued_on=issued_on, **rest)
    row.project = register.project
    return actions.add_certificate(people.CLOCKMAKER, row)


def test_a_project_and_its_first_certificate_are_one_event(register):
    event = Event.objects.get(verb="zones.project_registered")
    assert sorted(change["model"] for change in event.changes) == ["zones.Certificate", "zones.Project"]
    assert event.subject == f"zones.Project:{register.project.pk}"
    assert not list(verify())


def test_a_project_whose_first_certificate_cannot_be_one_is_not_registered(register):
    row = Project(
        code="x", name="X", enterprise=register.enterprise, zone=register.zone, sector="C26", country="VN",
        origin="domestic", currency="VND",
    )  # fmt: skip
    with pytest.raises(Refused, match="Z06"):
        actions.register_project(people.CLOCKMAKER, row, registers.certificate(change=0, currency="VND"))
    assert not Project.objects.filter(code="x").exists()


def test_registered_capital_follows_the_certificates_of_each_day(register):
    follow(register, change=500_000, rate=24_000)
    follow(register, KIND.REVOCATION, issued_on=date(2022, 6, 1))
    project = register.project

    def capital(day):
        return queries.capital_on([project], day)[project.pk]

    assert capital(date(2021, 1, 1)).total_vnd == 0
    assert capital(date(2021, 12, 31)).total_vnd == Decimal(23_000_000_000)
    assert capital(date(2022, 1, 5)).total_vnd == Decimal(35_000_000_000)
    assert capital(date(2022, 1, 5)).usd == 1_500_000
    assert capital(date(2022, 6, 1)).total_vnd == 0


def test_a_certificate_is_neither_edited_nor_deleted(register):
    row = Certificate.objects.get()
    row.capital_change = Decimal(1)
    with pytest.raises(FrozenError):
        row.save()
    with pytest.raises(FrozenError):
        row.delete()
    assert Certificate.objects.get().capital_change == 1_000_000


def test_a_correction_counts_in_place_of_the_wrong_row_with_its_reason(register):
    wrong = Certificate.objects.get()
    right = registers.certificate(change=2_000_000)
    actions.correct_certificate(people.CLOCKMAKER, wrong, right, "Gõ nhầm")
    assert queries.certificates_of(register.project) == [right]
    assert Certificate.objects.count() == 2
    assert Event.objects.get(verb="zones.certificate_corrected").details == {"reason": "Gõ nhầm"}


def test_a_correction_that_makes_a_later_decrease_impossible_is_refused(register):
    follow(register, change=-800_000)
    wrong = Certificate.objects.get(kind=KIND.NEW)
    with pytest.raises(Refused, match="Z05"):
        actions.correct_certificate(people.CLOCKMAKER, wrong, registers.certificate(change=700_000), "Gõ nhầm")
    assert Certificate.objects.filter(successor=None).count() == 2


def test_certificates_between_two_days_are_those_issued_then_with_their_vnd(register, django_assert_num_queries):
    follow(register, change=-100, rate=24_000)
    follow(register, KIND.REVOCATION, issued_on=date(2022, 6, 1))
    other = registers.project(register.zone, register.enterprise, "da-02", "VND")
    with django_assert_num_queries(1):
        rows = queries.certificates_between(date(2022, 1, 5), date(2022, 6, 1))
        names = [row.project.enterprise.name + row.project.zone.code for row in rows]
    assert len(names) == 2
    assert [row.change_vnd for row in rows] == [Decimal(-2_400_000), -Decimal(23_000_000_000 - 2_400_000)]
    new = queries.new_projects_between(date(2021, 1, 1), date(2021, 12, 31))
    assert [row.project.code for row in new] == ["da-01", other.code]
    assert new[1].change_vnd == 1_000_000
    assert queries.certificates_between(date(2022, 1, 6), date(2022, 5, 31)) == []


def test_only_the_chosen_source_of_a_day_counts_and_the_latest_day_wins(register):
    def add(value, as_of, chosen=True):
        fact = ZoneFact(
            zone=register.zone, kind="area_total", value=Decimal(value), as_of=as_of, sure="secondary", source="Báo",
            chosen=chosen,
        )  # fmt: skip
        return actions.add_fact(people.CLOCKMAKER, fact)

    def area(day):
        return queries.land([register.zone], day)[0].hectares(ZoneFact.Kind.AREA_TOTAL)

    first = add("195", date(2021, 12, 31))
    add("196.88", date(2022, 7, 20))
    second = add("200", date(2021, 12, 31), chosen=False)
    assert (area(date(2021, 1, 1)), area(date(2022, 1, 1)), area(date(2022, 8, 1))) == (None, 195, Decimal("196.88"))
    actions.choose_fact(people.CLOCKMAKER, second)
    first.refresh_from_db()
    assert not first.chosen
    assert area(date(2022, 1, 1)) == 200
    third = add("201", date(2021, 12, 31))
    second.refresh_from_db()
    assert third.chosen
    assert not second.chosen
