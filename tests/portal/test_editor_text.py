"""Figures in the text editor: from the database and back, nothing is lost."""

import json

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from nhiemky.portal.blocks import TEXT_FEATURES
from nhiemky.portal.rich_text import figure_tag
from tests.portal import figures


def test_a_text_with_figures_comes_back_as_it_was(db: None) -> None:
    number = figures.publish(figures.TESTS, "members")
    quantity = figures.publish(figures.TESTS, "exports")
    source = (
        f'<p data-block-key="abcde">Có {figure_tag(number.pk, "number")} đảng viên, '
        f"{figure_tag(quantity.pk)} và <b>hết</b>.</p>"
    )
    converter = ContentstateConverter(TEXT_FEATURES)
    state = converter.from_database_format(source)
    assert json.loads(state)["blocks"][0]["text"] == "Có 28 đảng viên, 62,5 tỷ USD và hết."
    assert converter.to_database_format(state) == source


def test_a_figure_that_is_gone_is_shown_as_missing(db: None) -> None:
    converter = ContentstateConverter(TEXT_FEATURES)
    state = json.loads(converter.from_database_format(f"<p>Có {figure_tag(404)} vốn</p>"))
    assert state["blocks"][0]["text"] == "Có – vốn"
