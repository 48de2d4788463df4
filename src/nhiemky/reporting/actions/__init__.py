"""Everything that writes reports and what the office does about them."""

from nhiemky.reporting.actions.board_forms import keep_board_form, keep_infrastructure
from nhiemky.reporting.actions.corrections import correct, discard
from nhiemky.reporting.actions.filing import Saving, begin, begin_all, reading_of, save, save_all, submit, submit_all
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
from nhiemky.reporting.actions.steps import NotAllError, StaleError

__all__ = [
    "NOT_AGAIN_WITHIN",
    "NotAllError",
    "Saving",
    "StaleError",
    "accept",
    "ask_reminder",
    "begin",
    "begin_all",
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
    "save_all",
    "send_back",
    "submit",
    "submit_all",
]
