from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "nhiemky.screens"
    label = "screens"
