"""The table of docs/reference/access.md is what really happens at every address."""

import pytest
from django.db import connection

from tests.site import measured_access
from tests.site.measured_access import Address


@pytest.mark.long
def test_every_address_opens_for_exactly_the_roles_of_the_table(db):
    cast = measured_access.cast()
    examples = measured_access.arguments(cast)
    assert measured_access.missing(examples) == [], "addresses without an example in tests/site/examples/"
    written = measured_access.written()
    # Whom a right lets in is decided above the database: on a second one each page is opened once for each verdict.
    chosen = None if connection.vendor == "sqlite" else measured_access.one_of_each_verdict(written)
    measured = measured_access.measure(cast, examples, chosen)
    differences = [
        f"{address.name}: {actor} meets {met}, the table says {written.get(address, {}).get(actor, 'nothing')}"
        for address, row in measured.items()
        for actor, met in row.items()
        if written.get(address, {}).get(actor) != met
    ]
    differences += [f"{address.name} ({address.route}) is in the table only" for address in written.keys() - measured]
    assert differences == []


def test_no_address_is_closed_to_everybody():
    """Such a row would mean that its example shows nothing."""
    open_to_nobody = [
        address.name for address, row in measured_access.written().items() if measured_access.OPEN not in row.values()
    ]
    assert open_to_nobody == []


def test_a_visitor_opens_only_what_is_meant_for_the_public():
    public = ("/healthz", "/ngon-ngu/", "/dang-nhap/", "/dang-xuat/", "/man-hinh/", "/so-lieu/", "/kiem-phieu-lai/")
    office = [
        address.route
        for address, row in measured_access.written().items()
        if row[measured_access.VISITOR] == measured_access.OPEN and address.route.startswith("/noi-bo/")
    ]
    assert office == [], public


@pytest.mark.parametrize("role", measured_access.PEOPLE)
def test_every_role_has_something_to_do(role):
    opened = [address for address, row in measured_access.written().items() if row[role] == measured_access.OPEN]
    assert any(isinstance(address, Address) and address.name == "home" for address in opened)
