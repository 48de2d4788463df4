"""The window in which editors pick a figure."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from nhiemky.core.vietnamese.folding import fold
from nhiemky.figures.models import Figure
from nhiemky.portal.wording import written
from nhiemky.ui.templatetags.ui import day


class FigureFilterForm(BaseFilterForm):
    """Finds figures by key or label, with or without diacritics."""

    q = forms.CharField(label=_("Search term"), required=False, max_length=100)

    def filter(self, objects: QuerySet[Figure]) -> QuerySet[Figure]:
        """Those in which every word occurs."""
        words = fold(self.cleaned_data["q"]).split()
        if not words:
            return objects
        self.is_searching = True
        self.search_query = self.cleaned_data["q"]
        fitting = [figure.pk for figure in objects if _has_all(figure, words)]
        return objects.filter(pk__in=fitting)


def _has_all(figure: Figure, words: list[str]) -> bool:
    text = fold(f"{figure.key} {figure.label_vi} {figure.label_en}")
    return all(word in text for word in words)


class _Listing:
    filter_form_class = FigureFilterForm
    per_page = 20

    @property
    def columns(self) -> list[Column]:
        """Label, value, period covered and day known."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("value", label=_("Value"), accessor=written),
            Column("period", label=_("Covers"), accessor="period_label"),
            Column("as_of", label=_("As of"), accessor=lambda figure: day(figure.as_of)),
        ]


class ChooseFigure(_Listing, chooser.ChooseView):
    """The whole window."""


class FigureResults(_Listing, chooser.ChooseResultsView):
    """Its list, after a search."""


class FigureChosen(chooser.ChosenView):
    """What the editor's script is told about the choice."""

    def get_chosen_response_data(self, item: Figure) -> dict[str, Any]:
        """The usual, and how the figure will be written."""
        forms_of_it = {"quantity": written(item), "number": written(item, "number")}
        return {**super().get_chosen_response_data(item), **forms_of_it}


class ChosenFigure(BaseChooser):
    """The field of the editor that shows the figure chosen."""

    def get_display_title(self, instance: Figure) -> str:
        """Label, period and value."""
        return f"{instance}: {written(instance)}"


class FigureChooserViewSet(ChooserViewSet):
    """Addresses, views and widget of the window. Only figures that nothing has superseded can be picked."""

    model = Figure
    icon = "nk-figure"
    choose_one_text = _("Choose a figure")
    choose_another_text = _("Choose another figure")
    page_title = _("Choose a figure")
    choose_view_class = ChooseFigure
    choose_results_view_class = FigureResults
    chosen_view_class = FigureChosen
    base_widget_class = ChosenFigure
    register_widget = False

    def get_object_list(self) -> QuerySet[Figure]:
        """The current figures."""
        return Figure.objects.current().order_by("label_vi", "key")


figure_chooser = FigureChooserViewSet("figure_chooser", url_prefix="figures/chooser")
FigureChooser = figure_chooser.widget_class
