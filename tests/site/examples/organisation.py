"""One row of each kind for the addresses of `organisation`."""

from nhiemky.organisation import actions
from nhiemky.organisation.models import Appointment, Role, RoleGrant
from tests import people
from tests.site.measured_access import Arguments, Cast


def examples(cast: Cast) -> dict[str, Arguments]:
    """A cell, a member with an office, and a role of the auditor's account."""
    cell = cast.house.cell
    member = cast.hall.members[0]
    held = Appointment(
        unit=cell,
        member=member,
        term=cast.hall.term,
        office=Appointment.Office.SECRETARY,
        since=people.FOUNDED,
        source="Quyết định số 1",
    )
    actions.appoint(people.CLOCKMAKER, held)
    account = cast.accounts[Role.AUDITOR]
    by_unit = ("unit", "unit_change", "term_open", "members", "ratings", "admit")
    by_member = ("member", "member_change", "status_change", "group_change", "appoint", "leave")
    return {
        **{f"organisation:{name}": (cell.pk,) for name in by_unit},
        **{f"organisation:members_{name}": (cell.pk,) for name in ("export", "template", "import")},
        **{f"organisation:{name}": (member.pk,) for name in by_member},
        "organisation:appointment_end": (held.pk,),
        "organisation:account": (account.pk,),
        "organisation:password_reset": (account.pk,),
        "organisation:grant_end": (RoleGrant.objects.filter(user=account)[0].pk,),
    }
