"""Addresses of measures and indicators as definitions; below /noi-bo/chi-tieu/dinh-nghia/."""

from django.urls import path

from nhiemky.indicators.definitions import editing, views

urlpatterns = [
    path("dinh-nghia/", views.index, name="definitions"),
    path("dinh-nghia/toml/", editing.take, name="definition_import"),
    path("dinh-nghia/moi/<slug:kind>/", editing.new, name="definition_new"),
    path("dinh-nghia/<int:pk>/", views.definition, name="definition"),
    path("dinh-nghia/<int:pk>/toml/", views.text, name="definition_text"),
    path("dinh-nghia/<int:pk>/sua/", editing.edit, name="definition_edit"),
    path("dinh-nghia/<int:pk>/ap-dung/", editing.release, name="definition_release"),
    path("dinh-nghia/<int:pk>/bo/", editing.discard, name="definition_discard"),
    path("dinh-nghia/<int:pk>/thoi-ap-dung/", editing.retire, name="definition_retire"),
    path("dinh-nghia/<slug:kind>/<slug:code>/toml/", views.toml, name="definition_toml"),
]
