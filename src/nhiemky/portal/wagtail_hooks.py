"""What we add to Wagtail's editor: figures in text, official documents, the report of changed figures, our look."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.rich_text.editors.draftail import features as draftail
from wagtail.admin.viewsets.base import ViewSet
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from nhiemky.portal.choosers import figure_chooser
from nhiemky.portal.editor_text import FIGURE_RULES
from nhiemky.portal.models import BasePage, FigureUse, OfficialDocument
from nhiemky.portal.reports import ChangedFiguresReport

BUTTONS = {
    "figure": ("FIGURE", "quantity", "nk-figure", _("Figure with its unit")),
    "figure-number": ("FIGURE_NUMBER", "number", "nk-number", _("Figure, number only")),
}
SCRIPTS = ["wagtailadmin/js/chooser-modal.js", "portal/figure-entity.js"]


class OfficialDocuments(SnippetViewSet):
    """Editing the list of official documents."""

    model = OfficialDocument
    icon = "doc-full"
    add_to_admin_menu = True
    menu_order = 250
    list_display = ["number", "issued_on", "kind", "subject_vi"]
    list_filter = ["kind"]
    search_fields = ["number", "subject_vi", "subject_en"]


register_snippet(OfficialDocuments)


@hooks.register("register_admin_viewset")
def figure_chooser_viewset() -> ViewSet:
    """The window of figures."""
    return figure_chooser


@hooks.register("register_rich_text_features")
def figures_in_text(features: FeatureRegistry) -> None:
    """Two buttons in the text editor, and how their figures are kept."""
    for feature, (entity, form, icon, description) in BUTTONS.items():
        options = {
            "type": entity,
            "icon": icon,
            "description": description,
            "form": form,
            "chooserUrls": {"figureChooser": reverse_lazy("figure_chooser:choose")},
        }
        features.register_editor_plugin("draftail", feature, draftail.EntityFeature(options, js=SCRIPTS))
        features.register_converter_rule("contentstate", feature, FIGURE_RULES[entity])


@hooks.register("register_icons")
def icons(names: list[str]) -> list[str]:
    """Our pictures for buttons and menus."""
    return [*names, "portal/icons/nk-figure.svg", "portal/icons/nk-number.svg"]


@hooks.register("insert_global_admin_css")
def editor_style() -> SafeString:
    """How figures and verdicts look in the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/editor.css"))


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern]:
    """The report of pages whose figures have changed."""
    return [
        path("reports/changed-figures/", ChangedFiguresReport.as_view(), name="changed_figures"),
        path(
            "reports/changed-figures/results/",
            ChangedFiguresReport.as_view(results_only=True),
            name="changed_figures_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_in_menu() -> MenuItem:
    """Its place in the menu of reports."""
    return MenuItem(_("Pages with changed figures"), reverse("changed_figures"), icon_name="nk-figure", order=100)


@hooks.register("construct_explorer_page_queryset")
def mark_changed(_parent: BasePage, pages: QuerySet[BasePage], _request: HttpRequest) -> QuerySet[BasePage]:
    """Let the list of pages know which of them show a figure that has changed since."""
    changed = FigureUse.objects.filter(page_id=OuterRef("pk"), figure__successor__isnull=False)
    marked: QuerySet[BasePage] = pages.annotate(has_changed_figures=Exists(changed))
    return marked


@hooks.register("construct_main_menu")
def our_menu(_request: HttpRequest, items: list[Any]) -> None:
    """Help of Wagtail's makers leads out of the house; it goes."""
    items[:] = [item for item in items if item.name != "help"]
