"""Addresses of `screens`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.screens import views

app_name = "screens"

urlpatterns: list[URLPattern | URLResolver] = [
    path("dai-hoi/<int:pk>/", views.control, name="control"),
    path("dai-hoi/<int:pk>/mo/", views.open_screen, name="open"),
    path("dai-hoi/<int:pk>/doi-dia-chi/", views.renew, name="renew"),
    path("<str:key>/", views.screen, name="screen"),
    path("<str:key>/en/", views.screen, {"language": "en"}, name="screen_english"),
    path("<str:key>/luong/", views.stream, name="stream"),
    path("<str:key>/en/luong/", views.stream, {"language": "en"}, name="stream_english"),
]
