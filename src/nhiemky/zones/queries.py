"""Reading registers: land as of a day, certificates and capital, new projects. Amounts are exact and in base units."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from math import inf

from django.db.models import QuerySet

from nhiemky.core.vietnamese.folding import fold
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.core.zones import capital
from nhiemky.core.zones.endings import Endings, heir, land_passes_on, own_figures, related
from nhiemky.core.zones.occupancy import occupancy
from nhiemky.zones import endings
from nhiemky.zones.models import Certificate, Enterprise, Project, WastewaterPlant, Zone, ZoneFact

_RANK = {Certificate.Kind.NEW: 0, Certificate.Kind.ADJUSTMENT: 1, Certificate.Kind.REVOCATION: 2}


@dataclass(frozen=True)
class ZoneLand:
    """The chosen figures of a zone as of a day, each with its source; a kind without any is absent."""

    zone: Zone
    facts: dict[str, ZoneFact]

    def hectares(self, kind: ZoneFact.Kind) -> Decimal | None:
        """The value of one kind, in hectares."""
        found = self.facts.get(kind)
        return found.value if found else None

    @property
    def occupancy(self) -> Fraction | None:
        """Leased land in percent of industrial and service land."""
        return total_occupancy([self])


@dataclass(frozen=True)
class CertificateRow:
    """A certificate in force with its effect: `change_vnd` is VND at the kept rate, below 0 for what was taken away."""

    certificate: Certificate
    change_vnd: Decimal
    after: capital.Capital

    @property
    def project(self) -> Project:
        """The project, with its zone and enterprise loaded."""
        return self.certificate.project


def plants_in_force() -> QuerySet[WastewaterPlant]:
    """The wastewater plants that count: neither replaced nor withdrawn."""
    return WastewaterPlant.objects.filter(successor=None, withdrawn=False)


def by_name[Row: (Zone, Enterprise, Project)](rows: Iterable[Row]) -> list[Row]:
    """Rows of a register in Vietnamese order, in which Đ follows D; no database orders so."""
    return sorted(rows, key=lambda row: title_sort_key(row.name))


def merged_into(zone: Zone, ended: Endings) -> list[Zone]:
    """The zones that merged into a zone, in Vietnamese order. One query, none where there is none."""
    codes = [code for code, ending in ended.items() if ending.successor == zone.code]
    return by_name(Zone.objects.filter(code__in=codes)) if codes else []


def land(zones: Iterable[Zone], day: date) -> list[ZoneLand]:
    """For each zone the chosen figure of each kind with the latest date up to the day, while its land stands.

    That of a closed zone ends with it; that of a merged one when its successor states a figure of both. Two queries.
    """
    listed, ended = list(zones), endings.known()
    chosen = ZoneFact.objects.filter(chosen=True, as_of__lte=day).select_related("zone").order_by("as_of", "pk")
    figures: dict[str, dict[str, dict[date, ZoneFact]]] = defaultdict(lambda: defaultdict(dict))
    for fact in chosen.filter(zone__code__in=related((zone.code for zone in listed), ended)):
        figures[fact.kind][fact.zone.code][fact.as_of] = fact
    found: dict[str, dict[str, ZoneFact]] = {zone.code: {} for zone in listed}
    for kind, by_zone in figures.items():
        for code in by_zone.keys() & found.keys():
            gone, own = land_passes_on(code, ended, by_zone), own_figures(code, ended, by_zone[code])
            if own and (gone is None or gone > day):
                found[code][kind] = by_zone[code][max(own)]
    return [ZoneLand(zone, found[zone.code]) for zone in listed]


def total_occupancy(lands: Iterable[ZoneLand]) -> Fraction | None:
    """Occupancy of several zones together in percent: Σ leased ÷ Σ industrial and service land (form 2103)."""
    kinds = ZoneFact.Kind
    return occupancy((each.hectares(kinds.LEASED), each.hectares(kinds.INDUSTRIAL_SERVICE_LAND)) for each in lands)


def in_force(certificates: Iterable[Certificate]) -> list[Certificate]:
    """Certificates in the order in which they count: by day, a new one first and a revocation last."""
    return sorted(certificates, key=lambda each: (each.issued_on, _RANK[Certificate.Kind(each.kind)], each.pk or inf))


def steps(certificates: Iterable[Certificate]) -> list[CertificateRow]:
    """The certificates of ONE project (none that was replaced) with what each of them changed."""
    ordered = in_force(certificates)
    history = capital.history(each.core() for each in ordered)
    return [CertificateRow(row, step.change_vnd, step.after) for row, step in zip(ordered, history, strict=True)]


def certificates_of(project: Project) -> list[Certificate]:
    """The certificates of a project that were not replaced, in the order in which they count. One query."""
    return in_force(Certificate.objects.filter(project=project, successor=None))


def certificates_between(first: date, last: date) -> list[CertificateRow]:
    """Every certificate issued in a period (both days included) and not replaced by a correction, oldest first.

    `change_vnd` is exact VND: USD amounts at the rate kept with the certificate; a revocation takes what was left.
    One query, also for the projects, zones and enterprises.
    """
    issued = Certificate.objects.filter(successor=None, issued_on__range=(first, last))
    histories = (
        Certificate.objects.filter(successor=None, issued_on__lte=last, project__in=issued.values("project"))
        .select_related("project__zone", "project__enterprise")
        .order_by("project", "issued_on", "pk")
    )
    rows = [row for _, group in groupby(histories, key=lambda each: each.project_id) for row in steps(group)]
    return sorted(
        (row for row in rows if row.certificate.issued_on >= first),
        key=lambda row: (row.certificate.issued_on, row.certificate.pk),
    )


def new_projects_between(first: date, last: date) -> list[CertificateRow]:
    """The projects first certified in a period (both days included); each row is its new certificate. One query."""
    return [row for row in certificates_between(first, last) if row.certificate.kind == Certificate.Kind.NEW]


def capital_on(projects: Sequence[Project], day: date) -> dict[int, capital.Capital]:
    """Registered capital at the end of a day by project number; nothing for a project not yet certified. One query."""
    found = dict.fromkeys((project.pk for project in projects), capital.Capital())
    rows = Certificate.objects.filter(successor=None, issued_on__lte=day, project__in=projects).order_by("project")
    for number, group in groupby(rows, key=lambda each: each.project_id):
        found[number] = steps(group)[-1].after
    return found


def matching(
    words: str, projects: QuerySet[Project], enterprises: QuerySet[Enterprise]
) -> tuple[list[Project], list[Enterprise]]:
    """Projects and enterprises whose name, code or tax code holds all the words, with or without Vietnamese marks.

    By name.
    """
    wanted = fold(words).split()

    def holds(*texts: str) -> bool:
        text = fold(" ".join(texts))
        return all(word in text for word in wanted)

    return (
        by_name(each for each in projects if holds(each.name, each.code, each.enterprise.name)),
        by_name(each for each in enterprises if holds(each.name, each.tax_code)),
    )


def with_capital(projects: Iterable[Project], day: date) -> list[tuple[Project, capital.Capital]]:
    """Each project with its registered capital at the end of a day. One query."""
    listed = list(projects)
    found = capital_on(listed, day)
    return [(project, found[project.pk]) for project in listed]


def project_counts(zones: QuerySet[Zone], day: date) -> dict[str, int]:
    """How many projects are in force at the end of a day, by the code of the zone that stands for theirs.

    Zones without one are absent. Two queries.
    """
    issued = Certificate.objects.filter(successor=None, issued_on__lte=day, project__zone__in=zones)
    counts, ended = Counter[str](), endings.known()
    for code, kind in issued.values_list("project__zone__code", "kind"):
        change = {Certificate.Kind.NEW: 1, Certificate.Kind.REVOCATION: -1}.get(Certificate.Kind(kind), 0)
        counts[heir(code, ended, day)] += change
    return dict(counts)


def totals(lands: Iterable[ZoneLand]) -> dict[str, Decimal]:
    """Hectares of all zones together by kind, of the zones that have the figure."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for land_of_zone in lands:
        for kind, fact in land_of_zone.facts.items():
            sums[kind] += fact.value
    return dict(sums)
