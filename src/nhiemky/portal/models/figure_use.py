"""Which published page uses which figure: how a changed figure finds the pages that show it."""

from django.db import models

from nhiemky.figures.models import Figure


class FigureUse(models.Model):
    """A page, as last published, shows a figure. Written when the page is published."""

    page = models.ForeignKey("portal.BasePage", models.CASCADE, related_name="figure_uses")
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="portal_uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "figure"], name="one_use_of_a_figure_in_a_page")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.figure_id}"
