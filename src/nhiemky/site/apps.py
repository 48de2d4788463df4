from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "nhiemky.site"
    label = "site"
