"""The indicators that can measure a target, as the room that computes them says; it stands above this one."""

from collections.abc import Mapping

from nhiemky.core.resolution.measuring import Gauge
from nhiemky.records.ports import Port

gauges: Port[[], Mapping[str, Gauge]] = Port("which indicators there are")
"""All indicators by code, also those that are retired. One query."""
