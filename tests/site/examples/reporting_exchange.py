"""Workbooks, tokens and the interface of `reporting`."""

from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.reporting import tokens
from nhiemky.reporting.models import WorkbookImport
from nhiemky.zones import actions
from tests import people
from tests.reporting import filing
from tests.site.measured_access import Arguments, Cast
from tests.zones import register
from tests.zones.register import Register


def examples(cast: Cast) -> dict[str, Arguments]:
    """A draft and a report that is due, an import of the reporter's, and a token of its enterprise."""
    reporter, officer = cast.accounts[Role.REPORTER], cast.accounts[Role.ZONES_OFFICER]
    zone = register.zone(cast.house.board, "khu-phan-mem")
    company = register.enterprise("Công ty Phần Mềm", "0100000092")
    named = actions.name_reporter(people.CLOCKMAKER, company, reporter, people.FOUNDED)
    with clock.at(filing.IN_APRIL):
        project = register.project(zone, company, "da-phan-mem")
        draft = filing.begun(Register(zone, company, project, reporter, officer))
        due = register.project(zone, company, "da-chua-lap")
        token, _secret = tokens.make(reporter, named, "Kế toán")
        brought = WorkbookImport.objects.create(by=reporter, at=clock.now(), name="a.xlsx", sha256="0", state="refused")
    return {
        "reporting:workbook": (draft.pk,),
        "reporting:workbook_new": (due.code, "a-iii-1", "2021-Q1"),
        "reporting:workbook_many": ("a-iii-1", "2021-Q1"),
        **{f"reporting:{name}": (brought.pk,) for name in ("workbook_import", "workbook_progress", "workbook_submit")},
        "reporting:token_revoke": (token.pk,),
        **{f"reporting_api:{name}": (draft.pk,) for name in ("report", "findings", "submission")},
        "reporting_api:form": ("A.III.1", "2021"),
    }
