"""The app of boards."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Boards of indicators that officers make for themselves, share and publish."""

    name = "nhiemky.boards"
    default_auto_field = "django.db.models.BigAutoField"
