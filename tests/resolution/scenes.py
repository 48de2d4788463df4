"""Resolutions at the steps that tests need; all texts are invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from nhiemky.core.resolution.states import OpenVote
from nhiemky.organisation.models import Role, Term, User
from nhiemky.resolution import actions
from nhiemky.resolution.models import Direction, Group, Resolution, Shape, Target, Task
from tests import people

DAY = date(2022, 6, 16)
MOMENT = datetime(2022, 6, 16, 4, 0, tzinfo=UTC)
CARRIED = OpenVote(base=28, present=28, votes_for=27, votes_against=0, abstained=1)
LOST = OpenVote(base=28, present=28, votes_for=14, votes_against=10, abstained=4)


@dataclass(frozen=True)
class Office:
    """A cell with its term and the accounts that work on its resolution."""

    house: people.House
    term: Term
    clerk: User
    presidium: User


def office(house: people.House) -> Office:
    """The cell's term, clerk and presidium."""
    return Office(
        house,
        people.term(house.cell),
        people.account(Role.CLERK, house.cell),
        people.account(Role.PRESIDIUM, house.cell),
    )


def resolution(office: Office) -> Resolution:
    """An empty draft."""
    return actions.draft(
        office.clerk,
        Resolution(
            unit=office.house.cell,
            term=office.term,
            title="Nghị quyết Đại hội Chi bộ lần thứ VIII",
            preamble="Đại hội đã nghe báo cáo và thảo luận.",
            closing="Chi ủy khóa mới tổ chức thực hiện.",
            place="Thái Nguyên",
            signatory="Nguyễn Văn Chủ",
        ),
    )


def target(resolution: Resolution, number: int = 1, **changes: object) -> Target:
    """At least 20 projects over the period, unless changed; not saved."""
    fields = {
        "name_vi": "Dự án cấp mới",
        "name_en": "New projects",
        "group": Group.ECONOMY,
        "shape": Shape.CUMULATIVE,
        "direction": Direction.AT_LEAST,
        "value": Decimal(20),
        "unit": "project",
        "period_start": date(2022, 7, 1),
        "period_end": date(2025, 6, 30),
        "indicator": "new_projects",
        **changes,
    }
    return Target(resolution=resolution, number=number, **fields)


def task(resolution: Resolution, number: int = 1, **changes: object) -> Task:
    """A task led by the board until the end of 2022, unless changed; not saved."""
    fields = {
        "content_vi": "Rà soát quy hoạch các khu",
        "content_en": "Review the plans of the zones",
        "product_vi": "Báo cáo rà soát",
        "product_en": "A report of the review",
        "lead": resolution.unit,
        "deadline": date(2022, 12, 31),
        **changes,
    }
    return Task(resolution=resolution, number=number, **fields)


def drafted(office: Office, targets: int = 2, tasks: int = 2) -> Resolution:
    """A draft with targets and tasks."""
    found = resolution(office)
    for number in range(1, targets + 1):
        actions.set_target(office.clerk, target(found, number))
    for number in range(1, tasks + 1):
        actions.set_task(office.clerk, task(found, number), [office.house.groups[0]])
    return found


def adopted(office: Office, **kwargs: int) -> Resolution:
    """An adopted resolution."""
    found = actions.put_to_vote(office.clerk, drafted(office, **kwargs))
    return actions.decide(office.presidium, found, CARRIED)


def milestone(office: Office, due: date = date(2022, 12, 31)) -> Target:
    """The milestone of an adopted resolution, which has a target and a task beside it."""
    draft = drafted(office, targets=1, tasks=1)
    nothing = {"value": None, "unit": "", "indicator": ""}
    found = actions.set_target(office.clerk, target(draft, 2, shape=Shape.MILESTONE, period_end=due, **nothing))
    found.resolution = actions.decide(office.presidium, actions.put_to_vote(office.clerk, draft), CARRIED)
    return found
