"""Whatever is edited past the actions is found."""

import pytest
from django.db import connection

from nhiemky.organisation.models import Unit
from nhiemky.records.models import Event, Head
from nhiemky.records.verification import verify
from tests import people


def codes():
    return sorted({finding.code for finding in verify()})


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_an_untouched_database_has_nothing_to_find(house):
    people.member(house.cell, "Nguyễn Thị An", group=house.groups[0])
    people.account(people.Role.CLERK, house.cell)
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("tamper", "code"),
    [
        ("UPDATE records_event SET actor = 'someone' WHERE sequence = 3", "R3"),
        ("UPDATE records_event SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = 3", "R3"),
        ("UPDATE records_event SET details = '{\"a\": 1}' WHERE sequence = 3", "R3"),
        ("DELETE FROM records_event WHERE sequence = 3", "R1"),
        ("DELETE FROM records_event WHERE sequence = (SELECT max(sequence) FROM records_event)", "R4"),
        ("DELETE FROM records_event WHERE sequence = 1", "R1"),
        ("UPDATE records_head SET sequence = sequence - 1", "R4"),
        ("DELETE FROM records_head", "R4"),
        ("UPDATE organisation_unit SET name = 'Chi bộ khác' WHERE code = 'cell'", "R6"),
        ("DELETE FROM organisation_unit WHERE code = 'board'", "R7"),
    ],
)
def test_an_edit_in_the_database_is_found(house, tamper, code):
    sql(tamper)
    assert code in codes()


def test_two_events_in_each_others_place_are_found(house):
    sql("UPDATE records_event SET sequence = 1000 WHERE sequence = 2")
    sql("UPDATE records_event SET sequence = 2 WHERE sequence = 3")
    sql("UPDATE records_event SET sequence = 3 WHERE sequence = 1000")
    assert {"R2", "R3"} <= set(codes())


def test_a_row_added_in_the_database_is_found(house):
    sql(
        "INSERT INTO organisation_unit (kind, name, code, path, term_months, address, telephone, fax, email, website)"
        " VALUES ('cell', 'Chi bộ ma', 'ma', '/99/', 60, '', '', '', '', '')"
    )
    assert codes() == ["R5"]


def test_cutting_the_end_and_lowering_the_head_is_found_without_the_key(house):
    last = Event.objects.order_by("-sequence").first()
    before = Event.objects.get(sequence=last.sequence - 1)
    Event.objects.filter(sequence=last.sequence).delete()
    Head.objects.filter(pk=1).update(sequence=before.sequence, digest=before.digest)
    assert "R4" in codes()


def test_a_chain_forged_with_another_key_is_found(house, settings):
    settings.RECORDS_KEY = "not the office's key"
    assert "R3" in codes()
    assert Unit.objects.exists()
