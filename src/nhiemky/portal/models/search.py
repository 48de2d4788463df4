"""The search index: one folded row for each published page."""

from django.db import models


class SearchEntry(models.Model):
    """A page's words, twice: folded for finding, as written for showing.

    `folded_title` and `folded_text` start with a blank, so that " word" finds the beginnings of words.
    """

    page = models.OneToOneField("portal.BasePage", models.CASCADE, related_name="search_entry", primary_key=True)
    language = models.CharField(max_length=10, db_index=True)
    folded_title = models.CharField(max_length=600)
    folded_text = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.page_id} ({self.language})"
