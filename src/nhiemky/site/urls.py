"""All addresses. Back-office pages stand under /noi-bo/; the portal takes everything that nothing else took."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path

from nhiemky.portal import urls as portal
from nhiemky.site import auditing, views

handler400 = "nhiemky.site.errors.bad_request"
handler403 = "nhiemky.site.errors.forbidden"
handler404 = "nhiemky.site.errors.not_found"
handler500 = "nhiemky.site.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", views.LogInView.as_view(), name="login"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("ngon-ngu/", views.language, name="set_language"),
    path("healthz", views.health, name="health"),
    path("noi-bo/", views.home, name="home"),
    path("noi-bo/mat-khau/", views.password, name="password_change"),
    path("noi-bo/to-chuc/", include("nhiemky.organisation.urls")),
    path("noi-bo/dai-hoi/", include("nhiemky.congress.urls")),
    path("noi-bo/bau-cu/", include("nhiemky.elections.urls")),
    path("noi-bo/phieu-bau/", include("nhiemky.ballots.urls")),
    path("noi-bo/nghi-quyet/", include("nhiemky.resolution.urls")),
    path("noi-bo/khu-cong-nghiep/", include("nhiemky.zones.urls")),
    path("noi-bo/bao-cao/", include("nhiemky.reporting.urls")),
    path("api/v1/", include("nhiemky.reporting.api.urls")),
    path("noi-bo/chi-tieu/", include("nhiemky.indicators.urls")),
    path("noi-bo/bang/", include("nhiemky.boards.urls")),
    path("noi-bo/so-lieu/", include("nhiemky.figures.office_urls")),
    path("noi-bo/nhat-ky/", auditing.events, name="records"),
    path("noi-bo/nhat-ky/kiem-tra/", auditing.verify, name="records_verify"),
    path("man-hinh/", include("nhiemky.screens.urls")),
]

# What the public reads has its language in its address: Vietnamese at /, English at /en/.
urlpatterns += portal.editor
urlpatterns += i18n_patterns(
    path("so-lieu/", include("nhiemky.figures.urls")),
    path("bang/", include("nhiemky.boards.public_urls")),
    path("chi-so/", include("nhiemky.boards.indicator_urls")),
    path("kiem-phieu-lai/", include("nhiemky.elections.public_urls")),
    *portal.pages,
    prefix_default_language=False,
)
