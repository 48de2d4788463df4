"""The report of pages that show a figure which has changed since."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView
from wagtail.permissions import page_permission_policy

from nhiemky.portal.models import BasePage


class ChangedFiguresReport(PageReportView):
    """Published pages with at least one superseded figure, with what it was and what it is now."""

    page_title = _("Pages with changed figures")
    header_icon = "nk-figure"
    index_url_name = "changed_figures"
    index_results_url_name = "changed_figures_results"
    results_template_name = "portal/editor/changed_figures.html"
    permission_policy = page_permission_policy
    any_permission_required = ["change", "publish"]

    def get_queryset(self) -> QuerySet[BasePage]:
        """The pages, in the order of the tree."""
        found: QuerySet[BasePage] = (
            BasePage.objects.live()
            .filter(figure_uses__figure__successor__isnull=False)
            .distinct()
            .select_related("locale", "content_type")
            .prefetch_related("figure_uses__figure__successor")
            .order_by("path")
        )
        return found
