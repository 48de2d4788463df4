from django.apps import AppConfig


class ResolutionConfig(AppConfig):
    name = "nhiemky.resolution"
    label = "resolution"
