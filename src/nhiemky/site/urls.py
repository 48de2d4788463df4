"""All addresses. Back-office pages stand under /noi-bo/; the portal takes everything that nothing else took."""

from django.contrib.auth import views as auth
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", auth.LoginView.as_view(), name="login"),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("noi-bo/to-chuc/", include("nhiemky.organisation.urls")),
    path("noi-bo/dai-hoi/", include("nhiemky.congress.urls")),
    path("noi-bo/bau-cu/", include("nhiemky.elections.urls")),
    path("noi-bo/nghi-quyet/", include("nhiemky.resolution.urls")),
    path("noi-bo/khu-cong-nghiep/", include("nhiemky.zones.urls")),
    path("noi-bo/bao-cao/", include("nhiemky.reporting.urls")),
    path("noi-bo/chi-tieu/", include("nhiemky.indicators.urls")),
    path("so-lieu/", include("nhiemky.figures.urls")),
    path("man-hinh/", include("nhiemky.screens.urls")),
]
