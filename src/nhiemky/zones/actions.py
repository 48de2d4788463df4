"""Everything that writes zones, enterprises, projects and certificates."""

from collections.abc import Sequence
from datetime import date

from nhiemky.core.problem import Refused
from nhiemky.core.zones import capital
from nhiemky.organisation.models import User
from nhiemky.records.actions import Actor, about, action, note
from nhiemky.zones import queries
from nhiemky.zones.models import Certificate, Enterprise, EnterpriseReporter, Project, WastewaterPlant, Zone, ZoneFact


@action("zones.zone_registered")
def register_zone(actor: Actor, zone: Zone) -> Zone:
    """Put a zone into the register."""
    zone.save()
    return zone


@action("zones.zone_changed")
def change_zone(actor: Actor, zone: Zone) -> Zone:
    """Save a corrected name or note."""
    zone.save()
    return zone


@action("zones.fact_added")
def add_fact(actor: Actor, fact: ZoneFact) -> ZoneFact:
    """Add a source's figure. When it is chosen, another source of the same day no longer is."""
    if fact.chosen:
        _unchoose(fact)
    fact.save()
    return fact


@action("zones.fact_chosen")
def choose_fact(actor: Actor, fact: ZoneFact) -> ZoneFact:
    """Let this source count for its zone, kind and day."""
    _unchoose(fact)
    fact.chosen = True
    fact.save()
    return fact


def _unchoose(fact: ZoneFact) -> None:
    same = ZoneFact.objects.filter(zone=fact.zone, kind=fact.kind, as_of=fact.as_of, chosen=True)
    for other in same.exclude(pk=fact.pk):
        other.chosen = False
        other.save()


@action("zones.plant_added")
def add_plant(actor: Actor, plant: WastewaterPlant) -> WastewaterPlant:
    """Put a zone's wastewater plant into the register."""
    plant.save()
    return plant


@action("zones.plant_corrected")
def correct_plant(actor: Actor, wrong: WastewaterPlant, right: WastewaterPlant, reason: str) -> WastewaterPlant:
    """Let another row take the place of one: it works no more, something was typed wrong, it never was."""
    right.zone, right.supersedes, right.reason = wrong.zone, wrong, reason
    right.save()
    note(reason=reason)
    return right


@action("zones.enterprise_registered")
def register_enterprise(actor: Actor, enterprise: Enterprise) -> Enterprise:
    """Put an enterprise into the register."""
    enterprise.save()
    return enterprise


@action("zones.enterprise_changed")
def change_enterprise(actor: Actor, enterprise: Enterprise) -> Enterprise:
    """Save corrected facts of an enterprise."""
    enterprise.save()
    return enterprise


@action("zones.reporter_named")
def name_reporter(actor: Actor, enterprise: Enterprise, user: User, since: date) -> EnterpriseReporter:
    """Let an account report for an enterprise from a day on."""
    named = EnterpriseReporter(enterprise=enterprise, user=user, since=since)
    named.save()
    return named


@action("zones.reporter_ended")
def end_reporter(actor: Actor, reporter: EnterpriseReporter, until: date) -> EnterpriseReporter:
    """Let it end; `until` is the last day."""
    reporter.until = until
    reporter.save()
    return reporter


@action("zones.project_registered")
def register_project(actor: Actor, project: Project, certificate: Certificate) -> Project:
    """Put a project into the register with its first certificate. Raises Refused (Z…) when that cannot be one."""
    project.save()
    certificate.project = project
    _check([certificate])
    certificate.save()
    return project


@action("zones.project_changed")
def change_project(actor: Actor, project: Project) -> Project:
    """Save corrected facts of a project."""
    project.save()
    return project


@action("zones.certificate_added")
def add_certificate(actor: Actor, certificate: Certificate) -> Certificate:
    """Add an adjustment or a revocation to a project. Raises Refused (Z…) when it cannot follow what is there."""
    project = Project.objects.select_for_update().get(pk=certificate.project_id)
    about(project)
    _check([*queries.certificates_of(project), certificate])
    certificate.save()
    return certificate


@action("zones.certificate_corrected")
def correct_certificate(actor: Actor, wrong: Certificate, right: Certificate, reason: str) -> Certificate:
    """Replace a certificate that was typed wrong; the old row stays. Raises Refused (Z…) for an impossible one."""
    project = Project.objects.select_for_update().get(pk=wrong.project_id)
    about(project)
    right.project, right.supersedes, right.reason = project, wrong, reason
    others = [each for each in queries.certificates_of(project) if each.pk != wrong.pk]
    _check(queries.in_force([*others, right]))
    right.save()
    note(reason=reason)
    return right


def _check(certificates: Sequence[Certificate]) -> None:
    """Raise Refused unless each certificate can follow those before it."""
    history = [each.core() for each in certificates]
    found = [problem for n, new in enumerate(history) for problem in capital.problems(history[:n], new)]
    if found:
        raise Refused(*found)
