from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "nhiemky.reporting"
    label = "reporting"
