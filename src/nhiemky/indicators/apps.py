from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "nhiemky.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Say to the rooms below what can measure targets, what reads report forms, and when zones end."""
        from nhiemky.indicators import catalogue  # it needs the models
        from nhiemky.indicators.placements import registers
        from nhiemky.reporting.form_definitions.readers import losses
        from nhiemky.resolution.measuring import gauges
        from nhiemky.zones.endings import endings

        gauges.fill(catalogue.gauges)
        losses.fill(catalogue.losses)
        endings.fill(registers.zone_endings)
