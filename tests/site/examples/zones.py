"""A zone with a figure, and an enterprise with its project, for the addresses of `zones`."""

from datetime import date
from decimal import Decimal

from nhiemky.organisation.models import Role
from nhiemky.zones import actions
from nhiemky.zones.models import Certificate, WastewaterPlant, ZoneFact
from tests import people
from tests.site.measured_access import Arguments, Cast
from tests.zones import register


def examples(cast: Cast) -> dict[str, Arguments]:
    """The reporter's account reports for the enterprise."""
    zone = register.zone(cast.house.board, "khu-bang")
    company = register.enterprise("Công ty Trong Bảng", "0100000090")
    project = register.project(zone, company, "da-bang")
    named = actions.name_reporter(people.CLOCKMAKER, company, cast.accounts[Role.REPORTER], people.FOUNDED)
    fact = ZoneFact(
        zone=zone,
        kind=ZoneFact.Kind.AREA_TOTAL,
        value=Decimal(100),
        as_of=date(2022, 7, 20),
        sure="secondary",
        source="Báo",
    )
    actions.add_fact(people.CLOCKMAKER, fact)
    plant = WastewaterPlant(zone=zone, capacity=Decimal(2000), since=date(2021, 1, 1), document="QĐ 1")
    actions.add_plant(people.CLOCKMAKER, plant)
    certificate = Certificate.objects.get(project=project)
    return {
        **{f"zones:{name}": (zone.code,) for name in ("zone", "zone_change", "fact_add", "plant_add")},
        **{f"zones:{name}": (company.pk,) for name in ("enterprise", "enterprise_change", "reporter_name")},
        **{
            f"zones:{name}": (project.code,)
            for name in ("project", "project_change", "certificate_adjust", "certificate_revoke")
        },
        "zones:plant_correct": (plant.pk,),
        "zones:fact_choose": (fact.pk,),
        "zones:reporter_end": (named.pk,),
        "zones:certificate_correct": (certificate.pk,),
    }
