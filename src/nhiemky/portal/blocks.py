"""What the body of a page is made of. Numbers that count are figures, picked; nobody types them."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from nhiemky.boards.access import newest_editions
from nhiemky.figures.models import Figure
from nhiemky.portal.choosers import FigureChooser
from nhiemky.portal.rich_text import figures_in, plain, without_figures

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "figure", "figure-number"]


class FigureBlock(blocks.FieldBlock):
    """A figure, as its number (pk), so that a page fetches all its figures in one query when it is shown."""

    def __init__(self, **kwargs: Any) -> None:
        self._validators = ()
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.Field:
        """The chooser over all published figures."""
        return forms.ModelChoiceField(queryset=Figure.objects.all(), widget=FigureChooser())

    def value_from_form(self, value: Any) -> int | None:
        """Take the number of what the field gives: a figure, a number or nothing."""
        pk = value.pk if isinstance(value, Figure) else value
        return int(pk) if pk else None

    def get_form_state(self, value: Any) -> Any:
        """Tell the chooser's script what is chosen."""
        return self.field.widget.get_value_data(value)

    def extract_references(self, value: Any) -> Iterator[tuple[type[Figure], str, str, str]]:
        """Wagtail's own index of uses."""
        if value:
            yield Figure, str(value), "", ""

    class Meta:
        icon = "nk-figure"
        label = _("Figure")
        template = "portal/blocks/figure.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with figures in it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    def get_searchable_content(self, value: Any) -> list[str]:
        """The text; its figures are not words."""
        return [without_figures(value.source)]

    def extract_references(self, value: Any) -> Iterator[tuple[type[Any], str, str, str]]:
        """Links and documents as Wagtail finds them, and the figures in the text."""
        yield from super().extract_references(value)
        for pk in figures_in(value.source):
            yield Figure, str(pk), "", ""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "portal/blocks/paragraph.html"


class PictureBlock(blocks.StructBlock):
    """A picture that also says in words what it shows."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Picture in words"),
        max_length=250,
        help_text=_("What the picture shows, for readers who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "portal/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    words = blocks.TextBlock(label=_("Words"))
    speaker = blocks.CharBlock(label=_("Who said or wrote it"), max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "portal/blocks/quote.html"


class FigureTableBlock(blocks.StructBlock):
    """Several figures below one another, each with its period and its source."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=200)
    figures = blocks.ListBlock(FigureBlock(), label=_("Figures"))

    class Meta:
        icon = "table"
        label = _("Table of figures")
        template = "portal/blocks/figure_table.html"


def published_boards() -> list[tuple[str, str]]:
    """The boards that have a public edition, for a choice."""
    return [(edition.board.slug, edition.board.title) for edition in newest_editions()]


class BoardPanelBlock(blocks.StructBlock):
    """One panel of a published board, always of its newest edition, with its table and a link to the whole."""

    board = blocks.ChoiceBlock(label=_("Published board"), choices=published_boards)
    number = blocks.IntegerBlock(label=_("Which panel, counted from the top"), min_value=1, default=1)

    class Meta:
        icon = "table"
        label = _("Panel of a board")
        template = "portal/blocks/board_panel.html"


class BodyBlock(blocks.StreamBlock):
    """The body of news and other pages."""

    paragraph = ParagraphBlock()
    heading = blocks.CharBlock(icon="title", label=_("Heading"), max_length=200, template="portal/blocks/heading.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    documents = blocks.ListBlock(
        DocumentChooserBlock(), icon="doc-full", label=_("Documents"), template="portal/blocks/documents.html"
    )
    figure = FigureBlock()
    figure_table = FigureTableBlock()
    board_panel = BoardPanelBlock()

    class Meta:
        block_counts: ClassVar[dict[str, dict[str, int]]] = {}


class KeyFiguresBlock(blocks.StreamBlock):
    """The figures shown large."""

    figure = FigureBlock()


def figures_of(stream: Any) -> list[int]:
    """The numbers of all figures in a stream of blocks, in order, each once; no query."""
    return list(dict.fromkeys(_walk(stream)))


def _walk(stream: Any) -> Iterator[int]:
    for child in stream:
        match child.block_type:
            case "figure" if child.value:
                yield child.value
            case "figure_table":
                yield from (pk for pk in child.value["figures"] if pk)
            case "paragraph":
                yield from figures_in(child.value.source)


def texts_of(stream: Any, write: Callable[[int, str], str]) -> Iterator[str]:
    """The words of each block in order; `write(pk, form)` says how a figure is written."""
    for child in stream:
        match child.block_type:
            case "paragraph":
                yield plain(child.value.source, write)
            case "heading":
                yield child.value
            case "picture":
                yield child.value["caption"]
            case "quote":
                yield f"{child.value['words']} {child.value['speaker']}"
            case "documents":
                yield " ".join(document.title for document in child.value if document)
            case "figure":
                yield write(child.value, "quantity")
            case "figure_table":
                yield child.value["caption"]
