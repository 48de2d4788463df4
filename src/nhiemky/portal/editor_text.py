"""How figures pass between the database's text and Wagtail's editor."""

from typing import Any

from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate_models import ContentState, Entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    KEEP_WHITESPACE,
    HandlerState,
    InlineEntityElementHandler,
)

from nhiemky.figures.models import Figure
from nhiemky.portal.wording import MISSING, written

FORM_OF = {"FIGURE": "quantity", "FIGURE_NUMBER": "number"}
ENTITY_OF = {form: entity for entity, form in FORM_OF.items()}


class FigureElementHandler(InlineEntityElementHandler):
    """An `<embed embedtype="figure">` becomes an entity whose text is the figure's value."""

    def __init__(self) -> None:
        super().__init__("FIGURE")

    mutability = "IMMUTABLE"

    def handle_starttag(self, name: str, attrs: Any, state: HandlerState, contentstate: ContentState) -> None:
        """Open the entity and write the value."""
        super().handle_starttag(name, attrs, state, contentstate)
        entity: Entity = contentstate.entity_map[state.current_entity_ranges[-1].key]
        entity.entity_type = ENTITY_OF[entity.data["form"]]
        state.current_block.text += entity.data["text"]
        # The value is a word of the sentence: the blank after it counts.
        state.leading_whitespace = KEEP_WHITESPACE

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """The number of the figure, what it is, and its value as text."""
        form = attrs.get("form", "")
        form = form if form in ENTITY_OF else "quantity"
        figure = Figure.objects.filter(pk=int(attrs["id"])).first() if attrs.get("id", "").isdecimal() else None
        text = written(figure, form) if figure else MISSING
        return {"id": attrs.get("id", ""), "form": form, "title": str(figure or ""), "text": text}


def _kept_as(form: str) -> Any:
    def element(props: dict[str, Any]) -> Any:
        return DOM.create_element("embed", {"embedtype": "figure", "form": form, "id": props.get("id")})

    return element


FIGURE_RULES = {
    entity: {
        "from_database_format": {'embed[embedtype="figure"]': FigureElementHandler()},
        "to_database_format": {"entity_decorators": {entity: _kept_as(form)}},
    }
    for entity, form in FORM_OF.items()
}
