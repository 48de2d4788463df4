import sqlite3
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nhiemky.core.vietnamese.names import given_name, name_sort_key, title_sort_key
from tests.oracles.vietnamese_order import ROWS, compare_names

LETTERS = "".join(ROWS)
syllables = st.text(alphabet=LETTERS, min_size=1, max_size=3).filter(
    lambda word: sum(unicodedata.normalize("NFD", letter)[1:] != "" for letter in word) <= 1
)
names = st.lists(syllables, min_size=1, max_size=4).map(" ".join)


def in_order(*full_names: str) -> bool:
    keys = [name_sort_key(name) for name in full_names]
    return keys == sorted(keys) and len(set(keys)) == len(keys)


def test_given_names_follow_the_alphabet_and_then_the_tones() -> None:
    assert in_order("An", "Anh", "Ánh", "Ăn", "Ân", "Ấn", "Bình", "Dung", "Dũng", "Dương", "Đào", "Đức")


def test_tones_go_ngang_huyen_hoi_nga_sac_nang() -> None:
    assert in_order("ma", "mà", "mả", "mã", "má", "mạ")


def test_given_name_counts_before_surname_and_surname_before_the_middle() -> None:
    assert in_order("Vũ Văn An", "Trần Thị Bình", "Lê Văn Dung", "Nguyễn An Dung", "Nguyễn Văn Dung")


def test_a_tone_in_the_given_name_counts_before_the_surname() -> None:
    assert in_order("Vũ Văn Anh", "Bùi Văn Ánh")


def test_a_name_in_capitals_stays_among_its_namesakes() -> None:
    assert in_order("Lê Văn An", "TRẦN VĂN AN", "Vũ Văn An")


def test_small_letters_come_before_capitals_of_the_same_name() -> None:
    assert in_order("lê an", "Lê An", "LÊ AN")


def test_the_place_of_the_tone_mark_does_not_separate_namesakes() -> None:
    assert in_order("Lê Thị Hòa", "Trần Thị Hoà", "Vũ Thị Hòa")


def test_a_shorter_name_comes_before_a_longer_one_with_the_same_start() -> None:
    assert in_order("An", "Lê An", "Lê Văn An", "Lê Văn Bình An", "Lê An An Anh")


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Ánh", "  Nguyễn   Thị Ánh ", unicodedata.normalize("NFD", "Nguyễn Thị Ánh")]
)
def test_spaces_and_composition_leave_the_key_alone(name: str) -> None:
    assert name_sort_key(name) == name_sort_key("Nguyễn Thị Ánh")


def test_names_of_other_peoples_have_a_key_too() -> None:
    assert in_order("Y Thông Niê", "Ksor Phước", "Lý A Sùng", "H'Hen Tơ", "Đặng 陳")


def test_eth_typed_for_d_with_bar_sorts_as_the_letter_it_looks_like() -> None:
    assert in_order("Lê Ðào", "Trần Đào", "Võ Ðào")


def test_an_empty_name_comes_first() -> None:
    assert name_sort_key("  ") == "" < name_sort_key("A")


@pytest.mark.parametrize(
    ("full", "expected"), [("Nguyễn Văn An", "An"), ("An", "An"), ("", ""), (" Lê  Bình ", "Bình")]
)
def test_the_given_name_is_the_last_word(full: str, expected: str) -> None:
    assert given_name(full) == expected


@given(names, names)
@example("hòa", "hoà")
@example("a a", "aa a")
@settings(deadline=None)
def test_the_key_orders_names_as_the_slow_oracle_does(left: str, right: str) -> None:
    keys = name_sort_key(left), name_sort_key(right)
    order = compare_names(left, right)
    if order:
        assert (keys[0] < keys[1]) == (order < 0)
        assert (keys[0].encode() < keys[1].encode()) == (order < 0)
    else:
        assert (keys[0] == keys[1]) == (left == right)


@given(st.lists(names, min_size=2, max_size=8, unique=True))
@settings(deadline=None, max_examples=30)
def test_sqlite_orders_a_column_of_keys_as_python_does(full_names: list[str]) -> None:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE member (key TEXT)")
        database.executemany("INSERT INTO member VALUES (?)", [(name_sort_key(name),) for name in full_names])
        rows = [row[0] for row in database.execute("SELECT key FROM member ORDER BY key")]
    database.close()
    assert rows == sorted(map(name_sort_key, full_names))


def test_names_of_places_are_ordered_from_the_first_word_and_d_with_a_bar_follows_d() -> None:
    mixed = ["KCN Em", "KCN Đồng An", "KCN Dung Quất", "KCN Đa Phước", "KCN Đà Nẵng", "KCN Bình Đường"]
    ordered = ["KCN Bình Đường", "KCN Dung Quất", "KCN Đà Nẵng", "KCN Đa Phước", "KCN Đồng An", "KCN Em"]
    assert sorted(mixed, key=title_sort_key) == ordered
