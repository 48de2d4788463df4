"""Everything that writes reports and what the office does about them."""

from nhiemky.reporting.actions.board_forms import keep_board_form, keep_infrastructure
from nhiemky.reporting.actions.filing import StaleError, begin, correct, discard, reading_of, save, submit
from nhiemky.reporting.actions.oversight import (
    NOT_AGAIN_WITHIN,
    ask_reminder,
    close,
    extend,
    reminder_failed,
    reminder_sent,
    reopen,
)
from nhiemky.reporting.actions.review import accept, comment, send_back

__all__ = [
    "NOT_AGAIN_WITHIN",
    "StaleError",
    "accept",
    "ask_reminder",
    "begin",
    "close",
    "comment",
    "correct",
    "discard",
    "extend",
    "keep_board_form",
    "keep_infrastructure",
    "reading_of",
    "reminder_failed",
    "reminder_sent",
    "reopen",
    "save",
    "send_back",
    "submit",
]
