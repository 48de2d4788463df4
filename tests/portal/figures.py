"""Published figures and pages for the portal's tests; values as in the demonstration."""

from datetime import date
from decimal import Decimal

from nhiemky.figures.models import Figure
from nhiemky.records import clock
from nhiemky.records.actions import System, action

TESTS = System("tests")

# key: (label vi, label en, value, unit)
VALUES = {
    "members": ("Đảng viên", "Members", "28", "person"),
    "party_groups": ("Tổ đảng", "Party groups", "5", "group"),
    "average_income": ("Thu nhập bình quân của người lao động", "Average income of workers", "8000000", "VND/month"),
    "exports": ("Xuất khẩu", "Exports", "62500000000", "USD"),
    "budget_revenue": ("Thu ngân sách", "Budget revenue", "18700000000000", "VND"),
    "new_capital": ("Vốn đầu tư mới", "New investment capital", "43500000000000", "VND"),
    "new_capital_attainment": ("Vốn đầu tư mới so với chỉ tiêu", "New capital against the target", "435", "%"),
    "new_projects": ("Dự án cấp mới", "New projects", "53", "project"),
    "new_projects_attainment": ("Dự án cấp mới so với chỉ tiêu", "New projects against the target", "265", "%"),
    "new_jobs": ("Việc làm mới mỗi năm", "New jobs a year", "3000", "person"),
    "new_jobs_attainment": ("Việc làm mới so với kế hoạch", "New jobs against the plan", "100", "%"),
    "seats_elected": ("Đồng chí được bầu vào chi ủy", "Members elected to the committee", "5", "seat"),
    "targets": ("Chỉ tiêu của nghị quyết", "Targets of the resolution", "16", "target"),
    "tasks": ("Nhiệm vụ của nghị quyết", "Tasks of the resolution", "11", "task"),
}

MEASURED = {"unit": "board", "unit_name": "Ban Quản lý", "period": "2020..2022"}


@action("tests.figure_published")
def publish(
    actor: System, key: str, value: str | None = None, supersedes: Figure | None = None, indicator: str = ""
) -> Figure:
    """Publish one of `VALUES`: with another value, or as a value of an indicator, where one is given."""
    label_vi, label_en, usual, unit = VALUES[key]
    figure = Figure(
        key=key,
        label_vi=label_vi,
        label_en=label_en,
        value=Decimal(value or usual),
        unit=unit,
        period_label_vi="2020–2022",
        period_label_en="2020–2022",
        as_of=date(2022, 6, 16),
        source_vi="Báo cáo đã tiếp nhận",
        source_en="Accepted reports",
        published_at=clock.now(),
        published_by="tests",
        supersedes=supersedes,
        provenance=MEASURED | {"indicator": indicator} if indicator else {},
    )
    figure.save()
    return figure


def publish_all() -> dict[str, Figure]:
    """All of them, by key."""
    return {key: publish(TESTS, key) for key in VALUES}
