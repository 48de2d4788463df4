from datetime import date

from django.test import Client

from nhiemky.organisation import actions
from nhiemky.organisation.models import Appointment
from nhiemky.portal.models import UnitPage
from tests import people
from tests.portal.conftest import Portal


def appoint(portal: Portal) -> UnitPage:
    """A secretary, and the page of the cell."""
    cell = portal.house.cell
    member = people.member(cell, "Nguyễn Thị An")
    term = people.term(cell)
    appointment = Appointment(
        unit=cell, member=member, term=term, office=Appointment.Office.SECRETARY, since=date(2020, 6, 16), source="x"
    )
    actions.appoint(people.CLOCKMAKER, appointment)
    return UnitPage.objects.get(slug="chi-bo")


def test_officers_are_named_only_where_the_editor_says_so(portal: Portal, client: Client) -> None:
    page = appoint(portal)
    assert "Nguyễn Thị An" not in client.get("/chi-bo/").content.decode()
    page.show_officers = True
    page.save_revision().publish()
    assert "Nguyễn Thị An" in client.get("/chi-bo/").content.decode()


def test_no_other_data_of_a_member_is_on_the_page(portal: Portal, client: Client) -> None:
    page = appoint(portal)
    page.show_officers = True
    page.save_revision().publish()
    people.member(portal.house.cell, "Trần Văn Kín")
    assert "Trần Văn Kín" not in client.get("/chi-bo/").content.decode()
