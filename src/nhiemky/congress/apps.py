from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "nhiemky.congress"
    label = "congress"
