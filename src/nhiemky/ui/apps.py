from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "nhiemky.ui"
    label = "ui"
