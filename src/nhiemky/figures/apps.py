from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "nhiemky.figures"
    label = "figures"
