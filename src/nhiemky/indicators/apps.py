from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "nhiemky.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Say to the rooms below what can measure targets, and what reads report forms."""
        from nhiemky.indicators import catalogue  # it needs the models
        from nhiemky.reporting.form_definitions.readers import losses
        from nhiemky.resolution.measuring import gauges

        gauges.fill(catalogue.gauges)
        losses.fill(catalogue.losses)
