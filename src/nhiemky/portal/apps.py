from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "nhiemky.portal"
    label = "portal"

    def ready(self) -> None:
        from nhiemky.portal import permissions, signals  # noqa: F401  (they need the models)

        post_migrate.connect(permissions.prepare, sender=self)
