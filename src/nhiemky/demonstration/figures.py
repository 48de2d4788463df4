"""The figures that the congress's news stands on, published from computed values by the office's clerk."""

from nhiemky.demonstration.organisation import account
from nhiemky.figures import actions, publishing
from nhiemky.organisation.models import Unit

# Keys that the news uses, with where each is offered.
KEYS = (
    "members",
    "party_groups",
    "average_income",
    "exports",
    "budget_revenue",
    "new_capital",
    "new_capital_attainment",
    "new_projects",
    "new_projects_attainment",
    "new_jobs",
    "new_jobs_attainment",
    "seats_elected",
    "targets",
    "tasks",
)
PERIOD_VI = (
    "Nhãn nhiệm kỳ là 2020 - 2025, còn số liệu phủ hai năm 2020 và 2021. Dữ liệu gốc của bản trình diễn là giả định, "
    "được tạo sao cho khớp với con số trong tin nguồn."
)
PERIOD_EN = (
    "The term is labelled 2020 - 2025, while the number covers the two years 2020 and 2021. The demonstration's "
    "records are invented so that they match the numbers of the source."
)


def publish() -> None:
    """Each key once, from the offer that suggests it for the cell or its board."""
    clerk = account("vanthu")
    cell = Unit.objects.get(code="chi-bo-ban")
    for key in KEYS:
        draft = publishing.draft(publishing.offer_named(key, cell))
        actions.publish(clerk, key, draft, PERIOD_VI, PERIOD_EN)
