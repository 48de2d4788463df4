from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "nhiemky.records"
    label = "records"
