"""Readers of environment variables refuse junk and say what to write."""

from pathlib import Path

import pytest

from nhiemky.site.environment import BadEnvironmentError, post


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("", {"file_path": "/data/mail"}),
        ("smtp://may-chu", {"host": "may-chu", "port": 25, "use_ssl": False, "use_tls": False, "username": ""}),
        (
            "smtps://ban%40kcn:m%3Aat@mail.example:4650",
            {"port": 4650, "use_ssl": True, "username": "ban@kcn", "password": "m:at"},
        ),
        ("smtp+starttls://a:b@mail.example", {"port": 587, "use_tls": True, "use_ssl": False}),
    ],
)  # fmt: skip
def test_letters_go_where_the_variable_says(monkeypatch, url, options):
    monkeypatch.setenv("NHIEMKY_MAIL", url)
    found = post("NHIEMKY_MAIL", Path("/data"))["OPTIONS"]
    assert {name: found[name] for name in options} == options


@pytest.mark.parametrize("url", ["http://mail.example", "mail.example", "smtp://"])
def test_a_post_office_that_is_none_stops_the_start(monkeypatch, url):
    monkeypatch.setenv("NHIEMKY_MAIL", url)
    with pytest.raises(BadEnvironmentError, match="NHIEMKY_MAIL"):
        post("NHIEMKY_MAIL", Path("/data"))


def test_a_password_is_not_said_aloud(monkeypatch):
    monkeypatch.setenv("NHIEMKY_MAIL", "http://ban:bimat@mail.example")
    with pytest.raises(BadEnvironmentError) as refused:
        post("NHIEMKY_MAIL", Path("/data"))
    assert "bimat" not in str(refused.value)
