"""Addresses of `indicators`."""

from django.urls import path

from nhiemky.indicators import views

app_name = "indicators"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("nghi-quyet/<int:pk>/", views.board, name="board"),
    path("<slug:code>/", views.indicator, name="indicator"),
]
