"""Everything that reports keep in the database."""

from nhiemky.reporting.models.board_forms import BoardRecord, Infrastructure
from nhiemky.reporting.models.definitions import FormDefinition, StoredDefinition
from nhiemky.reporting.models.exchange import ApiAnswer, ApiToken, ApiUse, WorkbookImport
from nhiemky.reporting.models.oversight import Closing, Extension, LineComment, Opening, Reminder
from nhiemky.reporting.models.reports import Cell, Report, ReportEvent

__all__ = [
    "ApiAnswer",
    "ApiToken",
    "ApiUse",
    "BoardRecord",
    "Cell",
    "Closing",
    "Extension",
    "FormDefinition",
    "Infrastructure",
    "LineComment",
    "Opening",
    "Reminder",
    "Report",
    "ReportEvent",
    "StoredDefinition",
    "WorkbookImport",
]
