"""What editors set once for the whole portal: who speaks here, how to reach the office, where the counter starts."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="home", order=100)
class PortalSettings(BaseGenericSetting):
    """The contact footer in both languages and the counter's start."""

    name_vi = models.CharField(_("name in Vietnamese"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    superior_vi = models.CharField(_("superior body in Vietnamese"), max_length=200, blank=True)
    superior_en = models.CharField(_("superior body in English"), max_length=200, blank=True)
    address_vi = models.CharField(_("address in Vietnamese"), max_length=300, blank=True)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    visits_before = models.PositiveBigIntegerField(
        _("visits before this counter"),
        default=0,
        help_text=_("What an earlier counter showed; ours counts on from there."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name_vi"), FieldPanel("name_en")]),
                FieldRowPanel([FieldPanel("superior_vi"), FieldPanel("superior_en")]),
            ],
            heading=_("Who speaks here"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("address_vi"),
                FieldPanel("address_en"),
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("fax")]),
                FieldRowPanel([FieldPanel("email"), FieldPanel("website")]),
            ],
            heading=_("Contact"),
        ),
        FieldPanel("visits_before"),
    ]

    class Meta:
        verbose_name = _("portal settings")

    def _in_language(self, field: str) -> str:
        return getattr(self, f"{field}_{get_language()}", "") or getattr(self, f"{field}_vi")

    @property
    def name(self) -> str:
        """The office's name in the reader's language."""
        return self._in_language("name")

    @property
    def superior(self) -> str:
        """The superior body's name in the reader's language."""
        return self._in_language("superior")

    @property
    def address(self) -> str:
        """The office's address in the reader's language."""
        return self._in_language("address")
