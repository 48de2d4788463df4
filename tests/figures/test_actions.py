"""A figure is published once; what changes later is a successor with its reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from nhiemky.core.bilingual import Bilingual
from nhiemky.figures import actions
from nhiemky.figures.drafts import Draft
from nhiemky.figures.models import Figure
from nhiemky.records.ledger import UnrecordedWriteError
from nhiemky.records.models import Event
from tests import people

DRAFT = Draft(
    label=Bilingual("Dự án cấp mới", "New projects"),
    value=Decimal(53),
    unit="project",
    period=Bilingual("2020–2021", "2020–2021"),
    since=date(2020, 1, 1),
    until=date(2021, 12, 31),
    as_of=date(2022, 6, 15),
    source=Bilingual("Sổ theo dõi", "Register"),
    provenance={"period": "2020..2021"},
)


@pytest.fixture
def clerk(house):
    return people.account(people.Role.CLERK, house.cell)


def test_publishing_writes_one_figure_and_one_event(clerk):
    figure = actions.publish(clerk, "new_projects", DRAFT, "ghi chú", "note")
    assert (figure.value, figure.unit, figure.published_by) == (53, "project", str(clerk))
    assert Event.objects.order_by("-sequence").first().verb == "figures.published"


def test_a_key_is_published_once(clerk):
    actions.publish(clerk, "new_projects", DRAFT)
    with pytest.raises(ValidationError):
        actions.publish(clerk, "new_projects", DRAFT)
    assert Figure.objects.count() == 1


def test_a_published_figure_cannot_be_saved_again_even_within_an_action(clerk):
    figure = actions.publish(clerk, "new_projects", DRAFT)
    figure.value = Decimal(54)
    with pytest.raises((ValidationError, UnrecordedWriteError)):
        figure.save()
    assert Figure.objects.get().value == 53


def test_a_correction_is_a_successor_that_points_back(clerk):
    first = actions.publish(clerk, "new_projects", DRAFT)
    second = actions.correct(clerk, first, replace(DRAFT, value=Decimal(54)), "Một giấy chứng nhận ghi thiếu")
    first.refresh_from_db()
    assert (second.supersedes, second.reason) == (first, "Một giấy chứng nhận ghi thiếu")
    assert (first.is_current, second.is_current, first.current()) == (False, True, second)
    assert list(Figure.objects.current()) == [second]


@pytest.mark.parametrize(
    ("draft", "reason"),
    [(replace(DRAFT, value=Decimal(54)), "  "), (DRAFT, "không có gì đổi")],
    ids=["no reason", "same"],
)
def test_a_correction_without_reason_or_change_is_refused(clerk, draft, reason):
    first = actions.publish(clerk, "new_projects", DRAFT)
    with pytest.raises(ValidationError):
        actions.correct(clerk, first, draft, reason)


def test_only_the_newest_figure_of_a_key_can_be_corrected(clerk):
    first = actions.publish(clerk, "new_projects", DRAFT)
    actions.correct(clerk, first, replace(DRAFT, value=Decimal(54)), "lần một")
    first.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.correct(clerk, first, replace(DRAFT, value=Decimal(55)), "lần hai")


def test_the_label_follows_the_language_of_the_page(clerk):
    from django.utils import translation

    figure = actions.publish(clerk, "new_projects", DRAFT)
    with translation.override("en"):
        assert figure.label == "New projects"
    with translation.override("vi"):
        assert figure.label == "Dự án cấp mới"
