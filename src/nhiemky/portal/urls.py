"""Addresses of the portal. `editor` stands without a language; `pages` carries it: Vietnamese at /, English at /en/."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail_admin
from wagtail.documents import urls as wagtail_documents
from wagtail.urls import serve_pattern
from wagtail.utils.urlpatterns import decorate_urlpatterns

from nhiemky.portal import feeds, views
from nhiemky.portal.access import editors_only

to_log_in = login_not_required(RedirectView.as_view(pattern_name="login", query_string=True))

editor: list[URLPattern | URLResolver] = [
    path("bien-tap/login/", to_log_in),
    path("bien-tap/", include(decorate_urlpatterns(wagtail_admin.urlpatterns, editors_only))),
    path("tep/", include(decorate_urlpatterns(wagtail_documents.urlpatterns, login_not_required))),
    path("media/images/<path:path>", views.picture, name="portal_picture"),
    path("dang-xem/", views.beat, name="portal_beat"),
    path("sitemap.xml", views.sitemap, name="portal_sitemap"),
    path("robots.txt", views.robots, name="portal_robots"),
]

pages: list[URLPattern | URLResolver] = [
    path(_("search/"), views.find, name="portal_search"),
    path(_("visitor-counter/"), views.counter, name="portal_counter"),
    path("rss.xml", feeds.news_feed, name="portal_feed"),
    re_path(serve_pattern, views.page, name="wagtail_serve"),
]
