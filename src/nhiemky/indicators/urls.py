"""Addresses of `indicators`."""

from django.urls import path

from nhiemky.indicators import views
from nhiemky.indicators.definitions import urls as definitions
from nhiemky.indicators.placements import urls as placements

app_name = "indicators"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("nghi-quyet/<int:pk>/", views.board, name="board"),
    *definitions.urlpatterns,
    *placements.urlpatterns,
    path("<slug:code>/", views.indicator, name="indicator"),
]
