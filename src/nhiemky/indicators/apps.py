from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "nhiemky.indicators"
    label = "indicators"
