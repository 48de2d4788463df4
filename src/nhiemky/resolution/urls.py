"""Addresses of `resolution`."""

from django.urls import URLPattern, URLResolver

app_name = "resolution"

urlpatterns: list[URLPattern | URLResolver] = []
