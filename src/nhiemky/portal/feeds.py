"""The news as RSS, one feed for each language."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nhiemky.portal import queries
from nhiemky.portal.models import BasePage

NEWEST = 20


class NewsFeed(Feed[BasePage, None]):
    """The newest news of the language of the address."""

    def title(self) -> str:
        """Whose news."""
        name = queries.office().name
        return _("News · %(name)s") % {"name": name} if name else _("News")

    def link(self) -> str:
        """The feed's own address stands for the site."""
        return reverse("portal_feed")

    def description(self) -> str:
        """What is in it."""
        return _("The newest news of the portal")

    def items(self) -> list[BasePage]:
        """The newest first."""
        return list(queries.news(get_language() or "")[:NEWEST])

    def item_title(self, item: BasePage) -> SafeString:
        """The page's title."""
        return SafeString(item.title)

    def item_description(self, item: BasePage) -> str:
        """Its lead."""
        return item.lead

    def item_link(self, item: BasePage) -> str:
        """Its address."""
        return str(item.url)

    def item_pubdate(self, item: BasePage) -> datetime | None:
        """The time printed on it."""
        return item.dated_at


news_feed = login_not_required(NewsFeed())
