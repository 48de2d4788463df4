from nhiemky.portal.models import BasePage, NewsPage
from tests.portal import figures
from tests.portal.conftest import Portal


def test_every_page_has_its_translation(portal: Portal) -> None:
    keys = list(BasePage.objects.filter(depth__gt=1).values_list("translation_key", flat=True))
    assert len(keys) == 2 * len(set(keys))


def test_the_news_use_every_figure_of_the_demonstration(portal: Portal) -> None:
    used = NewsPage.objects.get(slug="dai-hoi-diem-chi-bo-ban").figure_uses.values_list("figure__key", flat=True)
    assert set(used) == set(figures.VALUES)


def test_page_kinds_stand_only_where_they_belong() -> None:
    assert {model.__name__ for model in NewsPage.allowed_parent_page_models()} == {"NewsIndexPage"}
    assert NewsPage.allowed_subpage_models() == []
    assert not BasePage.is_creatable
