"""Vietnamese first: the address or the reader's choice decides, never the browser's preference."""

import pytest

ENGLISH_WINDOWS = {"Accept-Language": "en-US,en;q=0.9"}


@pytest.mark.parametrize("address", ["/dang-nhap/", "/so-lieu/"])
def test_an_english_browser_reads_vietnamese(db, client, address):
    assert '<html lang="vi"' in client.get(address, headers=ENGLISH_WINDOWS).content.decode()


def test_the_readers_choice_counts_in_the_office(db, client):
    client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/"})
    assert '<html lang="en"' in client.get("/dang-nhap/").content.decode()


def test_the_address_counts_on_the_portal(db, client):
    client.post("/ngon-ngu/", {"language": "vi", "next": "/dang-nhap/"})
    assert '<html lang="en"' in client.get("/en/so-lieu/").content.decode()
