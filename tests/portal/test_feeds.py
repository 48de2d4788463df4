import xml.etree.ElementTree as ET

from django.test import Client

from tests.portal.conftest import Portal


def items(client: Client, address: str) -> list[tuple[str, str]]:
    channel = ET.fromstring(client.get(address).content).find("channel")
    assert channel is not None
    return [(item.findtext("title", ""), item.findtext("link", "")) for item in channel.findall("item")]


def test_each_language_has_its_feed_newest_first(portal: Portal, client: Client) -> None:
    vietnamese, english = items(client, "/rss.xml"), items(client, "/en/rss.xml")
    assert [title[:9] for title, _link in vietnamese] == ["Đại hội đ", "Đọc một c"]
    assert english[0][1] == "http://testserver/en/news/pilot-congress-of-the-boards-cell/"


def test_the_feed_says_in_which_language_it_is_and_when_each_item_was_printed(portal: Portal, client: Client) -> None:
    text = client.get("/rss.xml").content.decode()
    assert "<language>vi</language>" in text
    assert "<pubDate>Tue, 21 Jun 2022 09:35:00 +0700</pubDate>" in text or "02:35:00 +0000" in text
