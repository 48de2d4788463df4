from nhiemky.figures.models import Figure
from nhiemky.portal.models import FigureUse, NewsPage
from nhiemky.portal.reports import ChangedFiguresReport
from nhiemky.records.models import Event
from tests.portal import figures
from tests.portal.conftest import Portal


def news() -> NewsPage:
    return NewsPage.objects.get(slug="doc-mot-con-so")


def used_by(page: NewsPage) -> set[str]:
    return set(Figure.objects.filter(portal_uses__page_id=page.pk).values_list("key", flat=True))


def test_a_published_page_is_known_to_use_its_figures(portal: Portal) -> None:
    assert used_by(news()) == {"new_projects"}


def test_publishing_anew_renews_the_uses(portal: Portal) -> None:
    page = news()
    page.body = [("figure", portal.figures["exports"].pk), ("figure", portal.figures["exports"].pk)]
    page.save_revision().publish()
    assert used_by(page) == {"exports"}


def test_a_draft_changes_no_use(portal: Portal) -> None:
    page = news()
    page.body = []
    page.save_revision()
    assert used_by(page) == {"new_projects"}


def test_an_unpublished_page_uses_no_figure(portal: Portal) -> None:
    page = news()
    page.unpublish()
    assert not FigureUse.objects.filter(page_id=page.pk).exists()


def test_a_changed_figure_marks_the_pages_that_use_it(portal: Portal) -> None:
    report = ChangedFiguresReport()
    assert not report.get_queryset()
    figures.publish(figures.TESTS, "members", "29", portal.figures["members"])
    marked = {page.slug for page in report.get_queryset()}
    assert marked == {"dai-hoi-diem-chi-bo-ban", "pilot-congress-of-the-boards-cell"}


def test_a_page_says_of_an_old_figure_that_it_has_changed_since(portal: Portal, client: object) -> None:
    address = "/tin-tuc/dai-hoi-diem-chi-bo-ban/"
    assert "đã thay đổi" not in client.get(address).content.decode()  # type: ignore[attr-defined]
    figures.publish(figures.TESTS, "members", "29", portal.figures["members"])
    text = client.get(address).content.decode()  # type: ignore[attr-defined]
    assert ">28</a>" in text
    assert "đã thay đổi" in text


def test_publishing_unpublishing_and_deleting_are_recorded(portal: Portal) -> None:
    page = news()
    revision = page.save_revision()
    revision.publish()
    published = Event.objects.last()
    page.unpublish()
    page.delete()
    verbs = list(Event.objects.order_by("-sequence").values_list("verb", "details__title")[:2])
    assert published is not None
    assert published.verb == "portal.page_published"
    assert published.details["revision"] == revision.pk
    assert len(published.details["content"]) == 64
    assert verbs == [("portal.page_deleted", page.title), ("portal.page_unpublished", page.title)]


def test_the_digest_of_a_publication_follows_its_content(portal: Portal) -> None:
    page = news()
    digests = []
    for lead in ("Một.", "Hai."):
        page.lead = lead
        page.save_revision().publish()
        digests.append(Event.objects.filter(verb="portal.page_published").last().details["content"])  # type: ignore[union-attr]
    assert digests[0] != digests[1]
