"""Everything that reports keep in the database."""

from nhiemky.reporting.models.oversight import Closing, Extension, LineComment, Opening, Reminder
from nhiemky.reporting.models.reports import Cell, Report, ReportEvent
from nhiemky.zones.models import FinalError

__all__ = [
    "Cell",
    "Closing",
    "Extension",
    "FinalError",
    "LineComment",
    "Opening",
    "Reminder",
    "Report",
    "ReportEvent",
]
