from hypothesis import given
from hypothesis import strategies as st

from nhiemky.portal.rich_text import figure_tag, figures_in, plain, with_figures, without_figures

SOURCE = f"<p>Có {figure_tag(7, 'number')} đảng viên &amp; {figure_tag(9)} vốn.</p><p>Hết.</p>"


def test_figures_are_found_in_the_order_of_the_text() -> None:
    assert list(figures_in(SOURCE)) == [7, 9]


def test_each_figure_is_written_in_its_own_form() -> None:
    text = with_figures(SOURCE, lambda pk, form: f"[{pk} {form}]")
    assert "Có [7 number] đảng viên &amp; [9 quantity] vốn." in text


def test_plain_text_has_no_tags_and_parts_paragraphs() -> None:
    assert plain(SOURCE, lambda pk, _form: str(pk)) == "Có 7 đảng viên & 9 vốn.\nHết."
    assert without_figures(SOURCE) == "Có … đảng viên & … vốn.\nHết."


def test_an_embed_that_is_no_figure_or_has_no_number_is_left_alone() -> None:
    strange = '<embed embedtype="media" id="3"/><embed embedtype="figure" id="x"/><embed embedtype="figure" id="²"/>'
    assert list(figures_in(strange)) == []
    assert with_figures(strange, lambda _pk, _form: "!") == strange


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    list(figures_in(text))
    assert isinstance(without_figures(text), str)
