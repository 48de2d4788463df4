from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "nhiemky.ballots"
    label = "ballots"
