"""Reports in every state for the addresses of `reporting`."""

from nhiemky.core.indicators.periods import parse_period
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.reporting import actions as reporting
from nhiemky.zones import actions
from tests import people
from tests.reporting import filing
from tests.site.measured_access import Arguments, Cast
from tests.zones import register
from tests.zones.register import Register


def examples(cast: Cast) -> dict[str, Arguments]:
    """An accepted report, one that waits, and a draft, all of the reporter's enterprise; and one that is due."""
    reporter, officer = cast.accounts[Role.REPORTER], cast.accounts[Role.ZONES_OFFICER]
    zone = register.zone(cast.house.board, "khu-bao-cao")
    company = register.enterprise("Công ty Báo Cáo", "0100000091")
    actions.name_reporter(people.CLOCKMAKER, company, reporter, people.FOUNDED)

    def project(code: str) -> Register:
        return Register(zone, company, register.project(zone, company, code), reporter, officer)

    with clock.at(filing.IN_APRIL):
        accepted = filing.accepted(project("da-nhan"))
        waiting = filing.submitted(project("da-cho"))
        draft = filing.begun(project("da-nhap"))
        record = reporting.keep_board_form(
            officer, zone.board, "2101", parse_period("2021-Q1"), filing.RATE, "Ngân hàng Nhà nước"
        )
        closing = reporting.close(officer, zone.board, "A.III.2", parse_period("2019"))
        due = project("da-den-han").project
    return {
        "reporting:begin": (due.code, "a-iii-1", "2021-Q1"),
        **{f"reporting:{name}": (accepted.pk,) for name in ("report", "correct")},
        **{f"reporting:{name}": (draft.pk,) for name in ("edit", "discard", "autosave")},
        **{f"reporting:{name}": (waiting.pk,) for name in ("comment", "changes")},
        "reporting:extend": (due.code, "a-iii-1", "2021-Q1"),
        "reporting:close": (cast.house.board.pk, "a-iii-1", "2021-Q2"),
        "reporting:reopen": (closing.pk,),
        "reporting:board_record": (record.pk,),
        "reporting:infrastructure": (zone.code,),
        "reporting:review": (waiting.pk,),
    }
