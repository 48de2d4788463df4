from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhiemky.portal.models import SearchEntry
from nhiemky.portal.search import excerpt, indicators, marked, search, shown, words_of
from tests.portal import figures
from tests.portal.conftest import Portal


def titles(language: str, query: str) -> list[str]:
    return [entry.page.title for entry in search(language, words_of(query))]


def test_a_page_is_found_with_and_without_diacritics(portal: Portal) -> None:
    for query in ("đại hội điểm", "dai hoi diem", "DAI  HOI, DIEM", "đại-hội"):
        assert titles("vi", query)[0].startswith("Đại hội điểm"), query


def test_all_words_must_occur(portal: Portal) -> None:
    assert titles("vi", "đại hội sao hỏa") == []


def test_a_word_matches_where_a_word_begins(portal: Portal) -> None:
    assert titles("en", "congr")
    assert titles("en", "ongress") == []


def test_only_pages_of_the_language_are_found(portal: Portal) -> None:
    assert titles("en", "đại hội") == []


def test_titles_come_before_texts(portal: Portal) -> None:
    found = titles("vi", "con số")
    assert found[0] == "Đọc một con số trên cổng thông tin như thế nào"
    assert len(found) > 1


def test_the_values_of_figures_can_be_found(portal: Portal) -> None:
    assert titles("en", "62.5 billion")


def test_hostile_queries_find_nothing_and_break_nothing(portal: Portal) -> None:
    for query in ("", "'\"", "%", "_", "\\", "\x00", "'; DROP TABLE x; --", "🎉", "(", "a" * 5000):
        assert titles("vi", query) == [], query


@given(query=st.text(max_size=120))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_is_refused_and_what_is_found_has_every_word(portal: Portal, query: str) -> None:
    words = words_of(query)
    for entry in search("vi", words):
        assert all(f" {word}" in f"{entry.folded_title} {entry.folded_text}" for word in words), words


def test_words_are_marked_as_they_were_written_and_all_else_is_escaped() -> None:
    assert marked("Đại hội <b>điểm</b>", ["dai", "diem"]) == (
        "<mark>Đại</mark> hội &lt;b&gt;<mark>điểm</mark>&lt;/b&gt;"
    )


def test_an_excerpt_begins_near_the_first_word_looked_for() -> None:
    text = " ".join(["trước"] * 60 + ["đích"] + ["sau"] * 60)
    piece = excerpt(text, ["dich"])
    assert piece.startswith("… trước")
    assert "đích" in piece
    assert piece.endswith("sau …")
    assert len(piece.split()) < 50


def test_an_unpublished_page_is_no_longer_found(portal: Portal) -> None:
    page = search("vi", words_of("đại hội điểm"))[0].page.specific
    page.unpublish()
    assert titles("vi", "đại hội điểm") == []
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()


def test_searching_takes_the_same_queries_for_one_result_and_for_many(
    portal: Portal, django_assert_num_queries: object
) -> None:
    for query in ("đại hội điểm", "a"):
        words = words_of(query)
        with django_assert_num_queries(1):  # type: ignore[operator]
            [shown(entry, words) for entry in search("vi", words)]


def test_an_indicator_is_found_once_something_is_published_of_it(portal: Portal) -> None:
    words = words_of("xuat khau")
    assert indicators("vi", words) == []
    figures.publish(figures.TESTS, "exports", supersedes=portal.figures["exports"], indicator="exports")
    assert [(each.code, each.name) for each in indicators("vi", words)] == [
        ("exports", "Giá trị <mark>xuất</mark> <mark>khẩu</mark>")
    ]
    assert [each.code for each in indicators("en", words_of("exp"))] == ["exports"]
    assert indicators("en", words) == indicators("vi", words_of("xports")) == indicators("vi", []) == []


def test_searching_indicators_takes_the_same_queries_for_one_and_for_many(
    portal: Portal, django_assert_num_queries: object
) -> None:
    for key, code in (("exports", "exports"), ("new_projects", "new_projects"), ("average_income", "average_income")):
        figures.publish(figures.TESTS, key, supersedes=portal.figures[key], indicator=code)
        with django_assert_num_queries(3):  # type: ignore[operator]
            indicators("vi", words_of("a"))
