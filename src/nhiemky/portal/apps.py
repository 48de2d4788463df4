from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "nhiemky.portal"
    label = "portal"
