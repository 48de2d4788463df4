from django.apps import AppConfig


class ZonesConfig(AppConfig):
    name = "nhiemky.zones"
    label = "zones"
