"""The hall screen of a congress: an address that nobody can guess, open without a log-in."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhiemky.congress.models import Congress
from nhiemky.records.models import RecordedModel

# 24 random bytes in letters that an address may hold.
KEY_LENGTH = 32


def new_key() -> str:
    """A key of 192 random bits."""
    return secrets.token_urlsafe(24)


class Screen(RecordedModel):
    """The key of a congress's screen; a renewed key shuts every browser that had the old one."""

    congress = models.OneToOneField(Congress, models.PROTECT, related_name="screen")
    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key)

    class Meta(RecordedModel.Meta):
        abstract = False
        verbose_name = _("hall screen")

    def __str__(self) -> str:
        return f"{self.congress}"
