"""Addresses of placements."""

from django.urls import path

from nhiemky.indicators.placements import views

urlpatterns = [
    path("vi-tri/", views.index, name="placements"),
    path("vi-tri/<slug:code>/", views.unit, name="placements_of"),
    path("vi-tri/<slug:code>/<slug:kind>/them/", views.place, name="place"),
    path("vi-tri/<int:pk>/dinh-chinh/", views.correct, name="placement_correct"),
    path("vi-tri/<int:pk>/rut-lai/", views.withdraw, name="placement_withdraw"),
]
