from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "nhiemky.organisation"
    label = "organisation"
