from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "nhiemky.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Say to the room of resolutions what can measure its targets."""
        from nhiemky.indicators import catalogue  # it needs the models
        from nhiemky.resolution.measuring import gauges

        gauges.fill(catalogue.gauges)
