"""Pages as visitors get them, in both languages."""

import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhiemky.portal import views
from nhiemky.portal.counter import VisitCounter
from nhiemky.portal.models import NewsPage
from tests.portal import figures
from tests.portal.conftest import Portal

BROWSER = {"User-Agent": "Mozilla/5.0 Firefox/140.0"}
NEWS_VI = "/tin-tuc/dai-hoi-diem-chi-bo-ban/"
NEWS_EN = "/en/news/pilot-congress-of-the-boards-cell/"
PAGES = ["/", "/gioi-thieu/", "/tin-tuc/", NEWS_VI, "/ban-quan-ly/", "/thong-ke/", "/van-ban/", "/tim-kiem/?q=a"]
PAGES_EN = ["/en/", "/en/about/", "/en/news/", NEWS_EN, "/en/statistics/", "/en/documents/", "/en/search/?q=a"]


class Headings(HTMLParser):
    """The levels of the headings of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> VisitCounter:
    fresh = VisitCounter()
    monkeypatch.setattr(views, "visits", fresh)
    return fresh


def test_every_page_opens_for_visitors_in_the_language_of_its_address(portal: Portal, client: Client) -> None:
    for address in [*PAGES, *PAGES_EN]:
        answer = client.get(address)
        text = answer.content.decode()
        assert answer.status_code == 200, address
        assert f'<html lang="{"en" if address in PAGES_EN else "vi"}">' in text, address
        assert not answer.cookies, address
        assert "nonce" not in text, address
        assert "style=" not in text, address
        assert_headings_in_order(text, address)


def assert_headings_in_order(text: str, address: str) -> None:
    """One h1, first of all; then no level is skipped."""
    parser = Headings()
    parser.feed(text)
    assert parser.levels.count(1) == 1, address
    assert parser.levels[0] == 1, address
    assert all(after <= before + 1 for before, after in pairwise(parser.levels)), address


def test_a_news_item_shows_time_source_signature_and_its_figures(portal: Portal, client: Client) -> None:
    text = client.get(NEWS_VI).content.decode()
    for expected in ("21-06-2022 09:35", "Nguồn: Văn phòng Ban Quản lý", "62,5 tỷ USD", "43.500 tỷ đồng", "435%"):
        assert expected in text
    assert 'href="/so-lieu/exports/"' in text
    assert "đảng viên trong" in text


def test_figures_are_written_in_the_language_of_the_page_and_lead_to_their_source_in_it(
    portal: Portal, client: Client
) -> None:
    text = client.get(NEWS_EN).content.decode()
    assert "62.5 billion USD" in text
    assert 'href="/en/so-lieu/exports/"' in text


def test_the_language_switch_leads_to_the_translation(portal: Portal, client: Client) -> None:
    assert f'href="{NEWS_EN}" lang="en"' in client.get(NEWS_VI).content.decode()
    assert f'href="{NEWS_VI}" lang="vi"' in client.get(NEWS_EN).content.decode()
    assert 'href="/en/search/?q=a" lang="en"' in client.get("/tim-kiem/?q=a").content.decode()


def test_search_engines_are_told_address_and_translations(portal: Portal, client: Client) -> None:
    text = client.get(NEWS_VI).content.decode()
    assert f'<link rel="canonical" href="http://testserver{NEWS_VI}">' in text
    assert f'<link rel="alternate" hreflang="en" href="http://testserver{NEWS_EN}">' in text
    assert '<meta property="og:type" content="article">' in text


def test_the_footer_gives_the_contact_in_the_readers_language(portal: Portal, client: Client) -> None:
    assert "Phường Bách Quang" in client.get("/").content.decode()
    english = client.get("/en/").content.decode()
    assert "Bách Quang Ward" in english
    assert "0208 300 0001" in english


def test_what_is_not_there_is_not_found(portal: Portal, client: Client) -> None:
    for address in ("/khong-co/", "/en/tin-tuc/", "/tin-tuc/khong-co/", "/portal-vi/"):
        assert client.get(address).status_code == 404, address


def test_a_draft_is_not_found(portal: Portal, client: Client) -> None:
    NewsPage.objects.get(slug="dai-hoi-diem-chi-bo-ban").unpublish()
    assert client.get(NEWS_VI).status_code == 404


def test_a_news_page_takes_at_most_eight_queries(
    portal: Portal, client: Client, django_assert_max_num_queries: object
) -> None:
    client.get(NEWS_VI)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(NEWS_VI)


def test_the_list_of_news_takes_the_same_queries_for_one_item_and_for_three(portal: Portal, client: Client) -> None:
    index = NewsPage.objects.get(slug="doc-mot-con-so").get_parent()
    counts = []
    for number in range(2):
        client.get("/tin-tuc/")
        counts.append(_queries(client, "/tin-tuc/"))
        index.specific.add_child(instance=NewsPage(title=f"Tin {number}", slug=f"tin-{number}", locale=index.locale))
    assert counts[0] == counts[1]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_opening_a_page_counts_and_says_so_at_once(portal: Portal, client: Client, visits: VisitCounter) -> None:
    client.get("/", headers=BROWSER)
    client.get(NEWS_EN, headers=BROWSER)
    assert visits.unwritten() == (2, 2)


def test_robots_and_the_nameless_are_not_counted(portal: Portal, client: Client, visits: VisitCounter) -> None:
    for agent in ("Googlebot/2.1", "curl/8.0", "python-requests/2", ""):
        assert client.get("/", headers={"User-Agent": agent}).status_code == 200
        assert visits.unwritten() == (0, 0), agent


def test_a_page_that_is_not_found_is_not_counted(portal: Portal, client: Client, visits: VisitCounter) -> None:
    client.get("/khong-co/", headers=BROWSER)
    assert visits.unwritten() == (0, 0)


def test_a_sign_of_life_is_answered_with_the_counts_and_is_no_visit(
    portal: Portal, client: Client, visits: VisitCounter
) -> None:
    answer = client.post("/dang-xem/", headers=BROWSER)
    assert answer.json() == {"online": 1, "total": 1_325_237}
    assert visits.unwritten() == (0, 1)
    assert client.get("/dang-xem/").status_code == 405


def test_a_visitors_page_is_kept_a_few_seconds_and_still_counted(
    portal: Portal, client: Client, visits: VisitCounter, settings: object
) -> None:
    settings.KEEP_PAGES_FOR = 60  # type: ignore[attr-defined]
    cache.clear()
    first = client.get(NEWS_VI, headers=BROWSER).content
    assert _queries(client, NEWS_VI) == 0
    assert client.get(NEWS_VI, headers=BROWSER).content == first
    assert client.get(NEWS_EN, headers=BROWSER).content != first
    assert visits.unwritten()[0] == 3
    cache.clear()


def test_the_kept_page_is_not_given_to_those_who_are_signed_in(
    portal: Portal, client: Client, settings: object
) -> None:
    settings.KEEP_PAGES_FOR = 60  # type: ignore[attr-defined]
    cache.clear()
    client.get(NEWS_VI)
    client.cookies["nhiemky_session"] = "anything"
    assert _queries(client, NEWS_VI) > 0
    cache.clear()


def test_the_sitemap_names_every_page_with_its_translations(portal: Portal, client: Client) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").content)
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {
        url.findtext("s:loc", "", space): {link.get("href") for link in url.findall("x:link", space)}
        for url in tree.findall("s:url", space)
    }
    here = "http://testserver"
    assert found[f"{here}{NEWS_VI}"] == {f"{here}{NEWS_VI}", f"{here}{NEWS_EN}"}
    assert len(found) == 20


def test_the_sitemap_and_the_search_lead_to_the_published_indicators(portal: Portal, client: Client) -> None:
    assert "/chi-so/exports/" not in client.get("/sitemap.xml").content.decode()
    figures.publish(figures.TESTS, "exports", supersedes=portal.figures["exports"], indicator="exports")
    text = client.get("/sitemap.xml").content.decode()
    for address in ("/chi-so/", "/en/chi-so/", "/chi-so/exports/", "/en/chi-so/exports/"):
        assert f"<loc>http://testserver{address}</loc>" in text
        assert client.get(address).status_code == 200, address
    for address, query, link in (
        ("/tim-kiem/", "xuat khau", "/chi-so/exports/"),
        ("/en/search/", "exports", "/en/chi-so/exports/"),
    ):
        page = client.get(address, {"q": query}).content.decode()
        assert f'<h3><a href="{link}">' in page
        assert_headings_in_order(page, address)
    assert "/chi-so/exports/" not in client.get("/tim-kiem/", {"q": "đại hội"}).content.decode()


def test_robots_are_shown_the_sitemap_and_kept_out_of_the_office(portal: Portal, client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /noi-bo/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_search_shows_marked_excerpts_and_keeps_what_was_asked(portal: Portal, client: Client) -> None:
    text = client.get("/tim-kiem/", {"q": 'dai hoi"><script>'}).content.decode()
    assert "<script>" not in text.replace('<script src="', "")
    text = client.get("/tim-kiem/", {"q": "dai hoi"}).content.decode()
    assert "<mark>Đại</mark> <mark>hội</mark>" in text
    assert 'value="dai hoi"' in text


def test_no_uploaded_file_but_pictures_has_an_address(portal: Portal, client: Client) -> None:
    assert client.get("/media/documents/x.pdf").status_code == 404
    assert client.get("/media/images/../documents/x.pdf").status_code == 400


def test_the_office_keeps_the_language_the_reader_chose(portal: Portal, client: Client) -> None:
    client.cookies["nhiemky_language"] = "en"
    assert '<html lang="en">' in client.get("/dang-nhap/").content.decode()
    assert '<html lang="vi">' in client.get("/").content.decode()
