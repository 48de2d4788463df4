from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "nhiemky.figures"
    label = "figures"

    def ready(self) -> None:
        """Say to the room of indicators what is published of them."""
        from nhiemky.figures.comparing import published_of  # it needs the models
        from nhiemky.indicators.published import published

        published.fill(published_of)
